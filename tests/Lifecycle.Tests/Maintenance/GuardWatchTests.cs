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
            _ => Machine.Services.Behave(TestMachine.ServiceOf("runs"), ServiceBehaviour.Normal), null, Timeouts.FirstGuardPause * 2, Timeout.InfiniteTimeSpan);

        await Watch();

        AssertAsRecorded(plan);
        Assert.IsGreaterThanOrEqualTo(2, Events.Entries.Count);
        Assert.IsFalse(Guard.IsArmed);
    }

    [TestMethod]
    public async Task Guard_that_is_stopped_stays_for_the_next_start_of_the_machine()
    {
        StartInstaller();
        await Stop(Plan());
        using var stop = new CancellationTokenSource();
        var watching = Watch(stop.Token);
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

    private Task Watch(CancellationToken stop = default)
    {
        var self = new JournalOwner(Machine.Services.Processes.Start(@"C:\ProgramData\Octopus\Setup\Octopus.Setup.Guard.exe"), Machine.Time.GetUtcNow());
        return Machine.Time.Drive(new GuardWatch(NewMachine(), self, Reported.Add).Run(stop));
    }
}
