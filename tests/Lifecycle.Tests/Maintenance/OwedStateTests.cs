using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>What ran is remembered until it runs again, or a person has decided.</summary>
[TestClass]
public sealed class OwedStateTests : MaintenanceTest
{
    private static readonly JournalOwner Command = new(2468, DateTimeOffset.UnixEpoch);

    [TestMethod]
    public async Task One_that_did_not_start_is_started_by_the_next_installation()
    {
        var plan = await UpgradeThatFailsFor("a");
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
        Mend("a");

        var next = Upgrade();
        await Stop(next);
        await Start(next);
        Complete(next);

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.IsEmpty(Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Next_installation_does_not_simply_succeed_while_it_is_down()
    {
        await UpgradeThatFailsFor("a");

        var next = Upgrade();
        await Stop(next);
        await Start(next);
        Complete(next);

        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
        Assert.AreEqual(TestMachine.ServiceOf("a"), Assert.ContainsSingle(Journal.ReadOwed()).State.Service);
    }

    [TestMethod]
    public async Task Recover_can_be_repeated_until_it_runs()
    {
        var plan = await UpgradeThatFailsFor("a");

        Assert.IsNotNull((await Recover())!.Instances.Single().Problem);
        Mend("a");
        Assert.IsNull((await Recover())!.Instances.Single().Problem);

        AssertAsRecorded(plan);
        Assert.IsNull(await Recover());
    }

    [TestMethod]
    public async Task Recovery_of_one_touches_no_other()
    {
        await UpgradeThatFailsFor("a");
        Machine.Services.Request(TestMachine.ServiceOf("b"), ServiceRequest.Stop);
        Mend("a");

        await Recover();

        Assert.AreEqual((ServiceState.Running, ServiceState.Stopped), (Machine.StateOf("a"), Machine.StateOf("b")));
    }

    [TestMethod]
    public async Task One_that_a_person_has_disabled_since_stays_as_he_wants_it()
    {
        await UpgradeThatFailsFor("a");
        Mend("a");
        Machine.Services.SetStartType(TestMachine.ServiceOf("a"), StartType.Disabled);

        await Recover();

        Assert.AreEqual((ServiceState.Stopped, StartType.Disabled), (Machine.StateOf("a"), Machine.Record("a").StartType));
        Assert.IsEmpty(Journal.ReadOwed());
    }

    [TestMethod]
    public async Task With_a_damaged_journal_everything_comes_back_and_the_result_says_so()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", startType: StartType.Manual), Machine.Add("c", ServiceState.Stopped));
        await Stop(plan);
        File.WriteAllText(JournalFile, "{ half");
        File.WriteAllText(JournalFile + ".previous", "");

        var next = Upgrade();
        await Stop(next);
        await Start(next);
        Complete(next);

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
        Assert.Contains(JournalFile, Assert.ContainsSingle(Journal.ReadLastRun()!.Problems));
    }

    [TestMethod]
    public async Task Damaged_in_the_middle_of_an_installation_it_keeps_nobody_down()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", startType: StartType.Manual));
        await Stop(plan);
        File.WriteAllText(JournalFile, "{ half");
        File.WriteAllText(JournalFile + ".previous", "");

        await Start(plan);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task What_a_command_has_stopped_and_cannot_start_any_more_is_started_by_the_installation()
    {
        var state = Machine.Add("a");
        Journal.Owe([new(state, "service --restart", Machine.Time.GetUtcNow(), Command, IsHeld: false)]);
        Machine.Services.Request(state.Service, ServiceRequest.Stop);

        var next = Upgrade();
        await Stop(next);
        await Start(next);
        Complete(next);

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
        Assert.AreEqual(ServiceState.Running, Assert.ContainsSingle(Journal.ReadLastRun()!.Instances).Before);
        Assert.IsEmpty(Journal.ReadOwed());
    }

    [TestMethod]
    public async Task A_command_that_lives_is_waited_for_and_nothing_is_down_meanwhile()
    {
        var state = Machine.Add("a");
        var process = Machine.Services.Processes.Start(@"C:\Octopus\Tentacle.exe");
        using var living = Machine.Services.Processes.Open(process)!;
        Journal.Owe([new(state, "service --restart", Machine.Time.GetUtcNow(), new(process, living.StartedAt), IsHeld: false)]);
        Machine.Services.Request(state.Service, ServiceRequest.Stop);
        ServiceState? atItsEnd = null;
        using var finished = Machine.Time.CreateTimer(
            _ =>
            {
                Assert.AreEqual((MaintenancePhase.Waiting, StartType.Automatic), (Journal.Read()!.Phase, Machine.Record("a").StartType));
                Machine.Services.Request(state.Service, ServiceRequest.Start);
                atItsEnd = Machine.StateOf("a");
                Journal.Settle([state.Service]);
                Machine.Services.Processes.Exit(process);
            },
            null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        var next = Upgrade();
        await Stop(next);

        Assert.AreEqual(ServiceState.Running, atItsEnd);
        Assert.IsGreaterThanOrEqualTo(Machine.Time.GetUtcNow() - TimeSpan.FromSeconds(1), Journal.Read()!.StopBegan);
        Assert.Contains($"'service --restart' in process {process} has stopped '{state.Service}' for a while and is waited for", Reported);
        await Start(next);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task A_command_that_never_ends_is_waited_for_a_bounded_time()
    {
        var state = Machine.Add("a");
        var process = Machine.Services.Processes.Start(@"C:\Octopus\Tentacle.exe");
        using var living = Machine.Services.Processes.Open(process)!;
        Journal.Owe([new(state, "backup --stop", Machine.Time.GetUtcNow(), new(process, living.StartedAt), IsHeld: false)]);
        Machine.Services.Request(state.Service, ServiceRequest.Stop);

        var next = Upgrade();
        await Stop(next);
        Assert.IsInRange(Timeouts.OtherCommand, Timeouts.OtherCommand + TimeSpan.FromSeconds(1), Machine.Time.Elapsed);
        await Start(next);
        Complete(next);

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Cancelled_while_a_command_is_waited_for_it_starts_nothing_that_the_command_has_stopped()
    {
        var (stopped, left) = (Machine.Add("a"), Machine.Add("b", ServiceState.Stopped));
        var process = Machine.Services.Processes.Start(TestMachine.Tentacle);
        using var living = Machine.Services.Processes.Open(process)!;
        Journal.Owe(
        [
            new(stopped, "restore --stop", Machine.Time.GetUtcNow(), new(process, living.StartedAt), IsHeld: false),
            new(left with { State = ServiceState.Running }, "service --restart", Machine.Time.GetUtcNow(), JournalOwner.Nobody, IsHeld: false),
        ]);
        Machine.Services.Request(stopped.Service, ServiceRequest.Stop);
        using var cancel = new CancellationTokenSource();
        using var timer = Machine.Time.CreateTimer(_ => cancel.Cancel(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        var plan = Upgrade();
        Machine.Health.Version = plan.VersionBefore!;

        await Assert.ThrowsAsync<OperationCanceledException>(() => Machine.Time.Drive(NewRun().Stop(plan, cancel.Token)));

        Assert.AreEqual((ServiceState.Stopped, ServiceState.Running), (Machine.StateOf("a"), Machine.StateOf("b")));
        Assert.AreEqual(stopped.Service, Assert.ContainsSingle(Journal.ReadOwed()).State.Service);
    }

    [TestMethod]
    public async Task A_command_that_comes_when_an_installation_is_in_progress_is_refused_and_owes_nothing()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        var before = Journal.ReadOwed();

        var refusal = Assert.ThrowsExactly<MaintenanceInProgressException>(() =>
            Journal.Owe([new(plan.Instances[0], "service --restart", default, Command, IsHeld: false)], _ => true, "Nothing has been changed"));

        Assert.AreEqual(Owner, refusal.Owner);
        CollectionAssert.AreEqual(before.Select(owed => owed.By).ToArray(), Journal.ReadOwed().Select(owed => owed.By).ToArray());
    }

    [TestMethod]
    public async Task Uninstallation_after_an_interrupted_upgrade_deletes_no_service()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", ServiceState.Stopped, startType: StartType.Manual));
        await Stop(plan);
        var removal = Upgrade() with { Kind = MaintenanceKind.Uninstall };

        await Stop(removal);
        await Start(removal);
        Complete(removal);

        Assert.HasCount(2, Machine.Services.List());
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);

        var next = Upgrade() with { Kind = MaintenanceKind.Install };
        await Stop(next);
        await Start(next);
        Complete(next);
        AssertAsRecorded(plan);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Uninstallation_that_has_removed_nothing_deletes_no_service(bool recordStays)
    {
        var plan = Upgrade(Machine.Add("a")) with { Kind = MaintenanceKind.Uninstall };
        await Stop(plan);
        if (!recordStays)
            Change(plan);
        if (!recordStays)
            Machine.Files.Add(TestMachine.Tentacle);

        Complete(plan);

        Assert.IsNotNull(Machine.Services.Find(plan.Instances[0].Service));
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
    }

    [TestMethod]
    public async Task Uninstallation_after_an_interrupted_one_after_an_interrupted_upgrade_deletes_no_service()
    {
        await Stop(Upgrade(Machine.Add("a")));
        await Stop(Upgrade() with { Kind = MaintenanceKind.Uninstall });
        var last = Upgrade() with { Kind = MaintenanceKind.Uninstall };
        await Stop(last);
        Machine.Files.Remove(TestMachine.Tentacle);
        Product.Folder = null;

        await Start(last);
        Complete(last);

        Assert.IsNotNull(Machine.Services.Find(TestMachine.ServiceOf("a")));
    }

    [TestMethod]
    public async Task Restart_none_leaves_nothing_owed()
    {
        var plan = Upgrade(Machine.Add("a")) with { Restart = RestartChoice.None };
        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.IsEmpty(Journal.ReadOwed());
        Assert.IsNull(await Recover());
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("a"));
    }

    [TestMethod]
    [DataRow("owed.json")]
    [DataRow("owed.json.previous")]
    [DataRow("journal.json")]
    [DataRow("journal.json.previous")]
    public void What_others_wrote_before_the_folder_was_taken_from_them_is_never_believed(string file)
    {
        var state = Machine.Add("a");
        Journal.Owe([new(state, "a stranger", default, JournalOwner.Nobody, IsHeld: true)]);
        var setup = Path.GetDirectoryName(JournalFile)!;
        if (file.StartsWith("journal", StringComparison.Ordinal))
            Journal.Write(new() { Plan = Upgrade(state), Owner = Owner });
        var written = Path.Combine(setup, file.Replace(".previous", "", StringComparison.Ordinal));
        if (file != Path.GetFileName(written))
            File.Move(written, Path.Combine(setup, file), overwrite: true);
        foreach (var other in Directory.GetFiles(setup, "*.json*").Where(path => Path.GetFileName(path) != file))
            File.Delete(other);
        Protection.Plant(setup, "Users");

        Journal.Owe([new(Machine.Add("b"), "service --restart", default, Command, IsHeld: false)], _ => true, "Nothing has been changed");

        Assert.AreEqual(TestMachine.ServiceOf("b"), Assert.ContainsSingle(Journal.ReadOwed()).State.Service);
        Assert.IsNull(Journal.Read());
    }

    private async Task<MaintenancePlan> UpgradeThatFailsFor(string instance)
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        Machine.Services.Behave(TestMachine.ServiceOf(instance), new(ServiceFault.FailsToStart));
        await Start(plan);
        Complete(plan);
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf(instance));
        return plan;
    }

    private void Mend(string instance) => Machine.Services.Behave(TestMachine.ServiceOf(instance), ServiceBehaviour.Normal);
}
