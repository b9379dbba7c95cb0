using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>The guard: nobody is disturbed who lives, and nobody stays down whose installation has died.</summary>
[TestClass]
public sealed class GuardWatchTests : MaintenanceTest
{
    private const string Installer = @"C:\Windows\System32\msiexec.exe";

    [TestMethod]
    public async Task Installation_that_has_died_is_finished_and_the_guard_goes()
    {
        var plan = Plan();
        await Stop(plan);
        Assert.IsTrue(Guard.IsArmed);

        await Watch();

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.Recovered, Journal.ReadLastRun()!.Result);
        Assert.AreEqual((EventSeverity.Warning, 4), (Assert.ContainsSingle(Events.Entries).Severity, Events.Entries[0].Id));
        Assert.IsFalse(Guard.IsArmed);
    }

    [TestMethod]
    public async Task Living_installation_is_waited_for_and_finishes_itself()
    {
        var plan = Plan();
        var process = StartInstaller();
        await Stop(plan);
        var watching = Watch();
        using var end = Machine.Time.CreateTimer(
            _ =>
            {
                Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("runs"));
                Machine.Services.Processes.Exit(process);
            },
            null, TimeSpan.FromMinutes(20), Timeout.InfiniteTimeSpan);

        await watching;

        AssertAsRecorded(plan);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMinutes(20), Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task Processes_that_the_dead_installer_has_started_come_to_their_end_first()
    {
        var plan = Plan();
        await Stop(plan);
        var removal = Machine.Services.Processes.Start(Installer, parentId: Owner.ProcessId);
        var other = Machine.Services.Processes.Start(@"C:\Tools\editor.exe", parentId: Owner.ProcessId);
        StartInstaller();
        using var death = Machine.Time.CreateTimer(_ => Machine.Services.Processes.Exit(Owner.ProcessId), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var end = Machine.Time.CreateTimer(
            _ =>
            {
                Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("runs"));
                Machine.Services.Processes.Exit(removal);
            },
            null, TimeSpan.FromSeconds(65), Timeout.InfiniteTimeSpan);

        await Watch();

        AssertAsRecorded(plan);
        Assert.IsInRange(TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(100), Machine.Time.Elapsed);
        CollectionAssert.Contains(Machine.Services.Processes.List().Select(process => process.Id).ToArray(), other);
    }

    [TestMethod]
    public async Task One_that_does_not_come_back_is_said_and_tried_again_until_it_does()
    {
        var plan = Plan();
        await Stop(plan);
        Machine.Services.Behave(TestMachine.ServiceOf("runs"), new(ServiceFault.FailsToStart));
        using var mended = Machine.Time.CreateTimer(
            _ =>
            {
                // The machine may start again meanwhile.
                Assert.IsTrue(Guard.IsArmed);
                Machine.Services.Behave(TestMachine.ServiceOf("runs"), ServiceBehaviour.Normal);
            },
            null, Timeouts.FirstGuardPause * 2, Timeout.InfiniteTimeSpan);

        await Watch();

        AssertAsRecorded(plan);
        Assert.IsGreaterThanOrEqualTo(2, Events.Entries.Count);
        Assert.IsFalse(Guard.IsArmed);
    }

    [TestMethod]
    public async Task Installation_that_begins_and_dies_while_the_guard_pauses_is_finished_soon()
    {
        await Stop(Upgrade(Machine.Add("never"), Machine.Add("runs")));
        Machine.Services.Behave(TestMachine.ServiceOf("never"), new(ServiceFault.FailsToStart));
        using var stop = new CancellationTokenSource();
        // Long enough for the longest pause.
        var death = TimeSpan.FromMinutes(135);
        using var next = Machine.Time.CreateTimer(
            _ =>
            {
                Assert.AreEqual(ServiceState.Running, Machine.StateOf("runs"));
                Begin(new(9999, default));
                Machine.Services.Request(TestMachine.ServiceOf("runs"), ServiceRequest.Stop);
            },
            null, death, Timeout.InfiniteTimeSpan);
        using var look = Machine.Time.CreateTimer(_ => stop.Cancel(), null, death + TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Watch(stop: stop.Token));

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("runs"));
        Assert.IsTrue(Guard.IsArmed);
    }

    [TestMethod]
    public async Task Guard_does_not_take_itself_away_under_an_installation_that_has_just_begun()
    {
        var plan = Plan();
        await Stop(plan);
        var next = Machine.Services.Processes.Start(Installer, id: 9999);
        using var process = Machine.Services.Processes.Open(next)!;
        var began = false;
        var journal = new InterruptedJournal(Journal, begin: () =>
        {
            if (!began)
                Begin(new(next, process.StartedAt));
            began = true;
        });
        using var death = Machine.Time.CreateTimer(
            _ =>
            {
                Assert.IsTrue(Guard.IsArmed);
                Assert.AreEqual(next, Journal.Read()!.Owner.ProcessId);
                Machine.Services.Processes.Exit(next);
            },
            null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);

        await Watch(journal);

        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMinutes(10), Machine.Time.Elapsed);
        Assert.IsNull(Journal.Read());
        Assert.IsFalse(Guard.IsArmed);
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Installation_that_ends_leaves_the_guard_to_one_that_has_just_begun()
    {
        var plan = Plan();
        await Stop(plan);
        await Start(plan);

        NewRun(journal: new InterruptedJournal(Journal, begin: () => Begin(new(9999, default)))).Complete(plan);

        Assert.IsTrue(Guard.IsArmed);
        await Watch();
        Assert.IsNull(Journal.Read());
        Assert.IsFalse(Guard.IsArmed);
    }

    [TestMethod]
    public async Task Guard_that_somebody_has_taken_away_ends_and_makes_room_for_another()
    {
        StartInstaller();
        await Stop(Plan());
        using var taken = Machine.Time.CreateTimer(_ => Guard.IsGone = true, null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);

        await Watch();

        Assert.IsInRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + Timeouts.GuardLook, Machine.Time.Elapsed);
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("runs"));
        Assert.IsNotNull(Journal.Read());
    }

    [TestMethod]
    public async Task Guard_that_is_stopped_stays_for_the_next_start_of_the_machine()
    {
        StartInstaller();
        await Stop(Plan());
        using var stop = new CancellationTokenSource();
        var watching = Watch(stop: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => watching);

        Assert.IsTrue(Guard.IsArmed);
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("runs"));
    }

    [TestMethod]
    public async Task Journal_that_cannot_be_closed_is_the_guards_to_close()
    {
        var plan = Plan();
        await Stop(plan);
        await Start(plan);
        NewRun(journal: new FailingJournal(Journal, 0, forGood: true, writesOnly: true)).Complete(plan);
        Assert.IsNotNull(Journal.Read());
        Assert.IsTrue(Guard.IsArmed);

        await Watch();

        AssertAsRecorded(plan);
        Assert.IsNull(Journal.Read());
        Assert.IsFalse(Guard.IsArmed);
    }

    [TestMethod]
    public async Task A_second_start_finds_nothing_and_changes_nothing()
    {
        await Stop(Plan());
        await Watch();
        var before = Machine.Services.Log.Count;

        await Watch();

        Assert.HasCount(before, Machine.Services.Log);
    }

    [TestMethod]
    public async Task Installation_that_comes_while_somebody_recovers_waits_for_him()
    {
        var plan = Plan();
        await Stop(plan);
        Machine.Services.Behave(TestMachine.ServiceOf("runs"), new(ServiceFault.None, TimeSpan.FromSeconds(20)));
        var recoverer = Machine.Services.Processes.Start(@"C:\ProgramData\Octopus\Setup\Octopus.Setup.Guard.exe");
        using var process = Machine.Services.Processes.Open(recoverer)!;
        var recovery = NewRun(owner: new(recoverer, process.StartedAt)).Recover(evenIfAlive: false);
        var next = Upgrade();

        var stopping = NewRun().Stop(next, CancellationToken.None);
        Machine.Health.Version = next.VersionBefore!;
        await Machine.Time.Drive(Task.WhenAll(recovery, stopping));
        await Start(next);
        Complete(next);

        AssertAsRecorded(plan);
        Assert.Contains($"Process {recoverer} brings back what an installation before this one has left, and is waited for", Reported);
    }

    private MaintenancePlan Plan() => Upgrade(
        Machine.Add("runs"), Machine.Add("manual", startType: StartType.Manual), Machine.Add("paused", ServiceState.Paused), Machine.Add("stopped", ServiceState.Stopped));

    private int StartInstaller() => Machine.Services.Processes.Start(Installer, id: Owner.ProcessId);

    // As an installation does first of all.
    private void Begin(JournalOwner owner)
    {
        Journal.Open(owner, _ => false, Assert.Fail, _ => new JournalEntry { Plan = Upgrade(Machine.Record("runs")), Owner = owner, Phase = MaintenancePhase.Changing });
        Assert.IsNull(Guard.Arm(CancellationToken.None).GetAwaiter().GetResult());
    }

    private Task Watch(IJournal? journal = null, CancellationToken stop = default)
    {
        var self = new JournalOwner(Machine.Services.Processes.Start(@"C:\ProgramData\Octopus\Setup\Octopus.Setup.Guard.exe"), Machine.Time.GetUtcNow());
        return Machine.Time.Drive(new GuardWatch(NewMachine(journal: journal), self, Reported.Add).Run(stop));
    }
}
