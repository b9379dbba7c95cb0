using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Installations that never ended, because their process was killed or the power went.</summary>
[TestClass]
public sealed class RecoveryTests : MaintenanceTest
{
    [TestMethod]
    public async Task Recover_brings_every_instance_back()
    {
        var plan = Plan();
        await Stop(plan);

        var run = await Recover();

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.Recovered, run!.Result);
        Assert.AreEqual((EventSeverity.Warning, 4), (Assert.ContainsSingle(Events.Entries).Severity, Events.Entries[0].Id));
        Assert.IsFalse(File.Exists(JournalFile));
        Assert.IsFalse(File.Exists(NoticeFile));
    }

    [TestMethod]
    public async Task Recover_takes_whatever_version_answers()
    {
        var plan = Plan();
        await Stop(plan);
        Machine.Health.Version = "0.5.0";

        var run = await Recover();

        Assert.IsTrue(run!.Instances.All(instance => instance.Problem is null));
    }

    [TestMethod]
    public async Task Recover_without_a_journal_has_nothing_to_do()
    {
        var plan = Plan();

        Assert.IsNull(await Recover());

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Recover_twice_has_nothing_more_to_do()
    {
        await Stop(Plan());
        await Recover();

        Assert.IsNull(await Recover());
    }

    [TestMethod]
    public async Task Recover_refuses_while_the_installation_lives()
    {
        var plan = Plan();
        await Stop(plan);
        StartOwner();

        var refusal = await Assert.ThrowsExactlyAsync<MaintenanceInProgressException>(() => Recover());

        Assert.AreEqual(Owner.ProcessId, refusal.Owner.ProcessId);
        Assert.Contains($"process {Owner.ProcessId} ", refusal.Message);
        Assert.IsTrue(plan.Instances.All(state => Machine.StateOf(state.Instance) == ServiceState.Stopped));
    }

    [TestMethod]
    public async Task Recover_takes_over_from_a_living_process_when_it_is_told_to()
    {
        var plan = Plan();
        await Stop(plan);
        StartOwner();

        await Recover(evenIfAlive: true);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task A_later_process_of_the_same_number_is_not_the_owner()
    {
        await Stop(Plan());
        Machine.Time.Advance(TimeSpan.FromSeconds(1));
        StartOwner();

        Assert.IsNotNull(await Recover());
    }

    [TestMethod]
    public async Task The_next_installation_counts_as_running_what_the_interrupted_one_stopped()
    {
        var plan = Plan();
        await Stop(plan);
        var next = Upgrade([.. plan.Instances.Select(state => Machine.Record(state.Instance))]);
        Assert.IsFalse(next.Instances.Any(state => state.ComesBack));

        await Stop(next);
        await Start(next);
        Complete(next);

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.Contains("never ended", string.Join('\n', Reported));
    }

    [TestMethod]
    public async Task The_next_installation_keeps_what_a_person_has_changed_since()
    {
        var plan = Plan();
        await Stop(plan);
        var service = plan.Instances.Single(state => state.Instance == "runs").Service;
        Machine.Services.SetStartType(service, StartType.Manual);
        var next = Upgrade([.. plan.Instances.Select(state => Machine.Record(state.Instance))]);

        await Stop(next);
        await Start(next);

        Assert.AreEqual((ServiceState.Running, StartType.Manual), (Machine.StateOf("runs"), Machine.Record("runs").StartType));
    }

    [TestMethod]
    public async Task The_next_installation_brings_back_what_only_the_interrupted_one_knew()
    {
        var plan = Plan();
        await Stop(plan);
        Machine.Services.Delete(plan.Instances[1].Service);
        var next = Upgrade();

        await Stop(next);
        await Start(next);
        Complete(next);

        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (Machine.StateOf("runs"), Machine.Record("runs").StartType));
        Assert.AreEqual(ServiceState.Paused, Machine.StateOf("paused"));
        Assert.HasCount(3, Journal.ReadLastRun()!.Instances);
    }

    [TestMethod]
    public async Task One_that_ran_disabled_is_disabled_again_although_its_start_was_interrupted()
    {
        var plan = Upgrade(Machine.Add("a", startType: StartType.Disabled));
        await Stop(plan);
        Machine.Services.SetStartType(plan.Instances[0].Service, StartType.Manual);
        var next = Upgrade(Machine.Record("a"));

        await Stop(next);
        await Start(next);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task The_next_installation_does_not_start_what_was_started_again_and_then_stopped_by_a_person()
    {
        var plan = Plan();
        await Stop(plan);
        await Start(plan);
        Machine.Services.Request(plan.Instances[0].Service, ServiceRequest.Stop);
        var next = Upgrade([.. plan.Instances.Select(state => Machine.Record(state.Instance))]);

        await Stop(next);
        await Start(next);

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf(plan.Instances[0].Instance));
    }

    [TestMethod]
    public async Task An_instance_whose_service_was_deleted_since_does_not_keep_the_others_down()
    {
        var plan = Plan();
        await Stop(plan);
        Machine.Services.Delete(plan.Instances[0].Service);

        var run = await Recover();

        Assert.Contains("has no service", run!.Instances.Single(row => row.Service == plan.Instances[0].Service).Problem!);
        Assert.AreEqual(ServiceState.Paused, Machine.StateOf("paused"));
    }

    [TestMethod]
    public async Task A_second_installation_is_refused_while_the_first_one_lives_and_its_rollback_touches_nothing()
    {
        var first = Plan();
        await Stop(first);
        StartOwner();
        var second = Upgrade([.. first.Instances.Select(state => Machine.Record(state.Instance))]);
        var other = NewRun(owner: new(5555, default));

        await Assert.ThrowsExactlyAsync<MaintenanceInProgressException>(() => Machine.Time.Drive(other.Stop(second, CancellationToken.None)));
        var before = Machine.Services.Log.Count;
        await Machine.Time.Drive(other.UndoStop(second));

        Assert.HasCount(before, Machine.Services.Log);
        await Start(first);
        Complete(first);
        AssertAsRecorded(first);
    }

    [TestMethod]
    public async Task A_journal_that_others_could_have_written_is_set_aside_and_never_replayed()
    {
        var planted = Upgrade(Machine.Add("victim", ServiceState.Stopped) with { State = ServiceState.Running });
        await Stop(planted);
        Protection.Plant(Path.GetDirectoryName(JournalFile)!, "MACHINE\\mallory");

        Assert.IsNull(await Recover());

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("victim"));
        Assert.IsTrue(File.Exists(JournalFile + ".damaged"));
        Assert.Contains("MACHINE\\mallory", string.Join('\n', Reported));
        CollectionAssert.Contains(Protection.Protected, (Path.GetDirectoryName(JournalFile)!, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    public async Task A_journal_that_was_being_replaced_when_the_power_went_is_read_from_the_copy_before()
    {
        var plan = Plan();
        await Stop(plan);
        await File.WriteAllTextAsync(JournalFile, "{ \"plan\": {");

        await Recover();

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task An_uninstallation_that_was_killed_in_its_last_step_deletes_the_rest()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b")) with { Kind = MaintenanceKind.Uninstall };
        await Stop(plan);
        await Start(plan);
        Journal.Write(Journal.Read()! with { Phase = MaintenancePhase.Completing });
        Machine.Services.Delete(plan.Instances[0].Service);

        await Recover();

        Assert.IsEmpty(Machine.Services.List());
    }

    private void StartOwner() => Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe", id: Owner.ProcessId);

    private MaintenancePlan Plan() => Upgrade(
        Machine.Add("runs"),
        Machine.Add("stopped", ServiceState.Stopped, startType: StartType.Manual),
        Machine.Add("paused", ServiceState.Paused),
        Machine.Add("off", ServiceState.Stopped, startType: StartType.Disabled));
}
