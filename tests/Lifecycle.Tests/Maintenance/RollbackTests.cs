using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Installations that are undone: what ran runs again, and nothing else.</summary>
[TestClass]
public sealed class RollbackTests : MaintenanceTest
{
    [TestMethod]
    [DataRow(RestartChoice.Running)]
    [DataRow(RestartChoice.None)]
    [DataRow(RestartChoice.All)]
    public async Task UndoStop_starts_what_ran_whatever_was_chosen_for_success(RestartChoice restart)
    {
        var plan = Plan() with { Restart = restart };
        await Stop(plan);

        await UndoStop(plan);

        AssertAsRecorded(plan);
        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.RolledBack, run.Result);
        Assert.IsTrue(run.Instances.All(instance => instance.After == instance.Before));
        Assert.IsFalse(File.Exists(JournalFile));
    }

    [TestMethod]
    public async Task UndoStop_of_an_uninstallation_starts_what_ran()
    {
        var plan = Plan() with { Kind = MaintenanceKind.Uninstall };
        await Stop(plan);

        await UndoStop(plan);

        AssertAsRecorded(plan);
        Assert.HasCount(5, Machine.Services.List());
    }

    [TestMethod]
    public async Task UndoStop_after_a_stop_that_failed_finds_everything_done()
    {
        var plan = Upgrade(
            Machine.Add("a"),
            Machine.Add("sticks", fault: ServiceFault.IgnoresStop, runs: TestMachine.Foreign),
            Machine.Add("c"));
        await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));
        var before = Machine.Services.Log.Count;

        await UndoStop(plan);

        AssertAsRecorded(plan);
        Assert.HasCount(before, Machine.Services.Log);
    }

    [TestMethod]
    public async Task UndoStop_without_a_journal_touches_nothing()
    {
        // The installer went back before the stop began, or everything runs again already. What is down now, somebody else stopped.
        var plan = Plan();
        Machine.Services.Request(plan.Instances[2].Service, ServiceRequest.Stop);
        var before = Machine.Services.Log;

        await UndoStop(plan);

        CollectionAssert.AreEqual(before.ToArray(), Machine.Services.Log.ToArray());
        Assert.IsNull(Journal.ReadLastRun());
    }

    [TestMethod]
    public async Task UndoStop_with_a_damaged_journal_starts_what_ran()
    {
        var plan = Plan();
        await Stop(plan);
        await File.WriteAllTextAsync(JournalFile, "{");

        await UndoStop(plan);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task UndoStop_twice_changes_nothing_more()
    {
        var plan = Plan();
        await Stop(plan);
        await UndoStop(plan);
        var processes = plan.Instances.Select(state => Machine.Record(state.Instance).ProcessId).ToArray();

        await UndoStop(plan);

        AssertAsRecorded(plan);
        CollectionAssert.AreEqual(processes, plan.Instances.Select(state => Machine.Record(state.Instance).ProcessId).ToArray());
    }

    [TestMethod]
    public async Task UndoStop_instance_that_does_not_start_is_in_the_result()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        Machine.Services.Behave(plan.Instances[1].Service, new(ServiceFault.DiesInStart));

        await UndoStop(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual((RunResult.RolledBack, ServiceState.Running), (run.Result, run.Instances[0].After));
        Assert.Contains("'b' stopped while starting", run.Instances[1].Problem!);
    }

    [TestMethod]
    public async Task UndoStart_stops_what_was_started_before_UndoStop_starts_it_again()
    {
        var plan = Plan() with { StartFailureIsFatal = true };
        await Stop(plan);
        await Start(plan);

        await UndoStart(plan);
        Assert.IsTrue(plan.Instances.All(state => Machine.StateOf(state.Instance) == ServiceState.Stopped));
        await UndoStop(plan);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task UndoStart_leaves_what_was_not_to_be_started()
    {
        var plan = Upgrade(Machine.Add("a")) with { Restart = RestartChoice.None };

        await UndoStart(plan);

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Repair_that_is_undone_after_the_start_keeps_the_file_that_it_found_good()
    {
        var plan = Upgrade(Machine.Add("a")) with { Kind = MaintenanceKind.Repair };
        await Stop(plan);
        await Machine.Time.Drive(NewRun().Start(plan, CancellationToken.None));
        await UndoStart(plan);

        await UndoStop(plan);

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    private MaintenancePlan Plan() => Upgrade(
        Machine.Add("runs", startSeconds: 1, stopSeconds: 1),
        Machine.Add("stopped", ServiceState.Stopped),
        Machine.Add("paused", ServiceState.Paused),
        Machine.Add("manual", startType: StartType.Manual),
        Machine.Add("runs although disabled", startType: StartType.Disabled));
}
