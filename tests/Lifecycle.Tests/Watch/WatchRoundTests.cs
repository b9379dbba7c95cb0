using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Lifecycle.Maintenance;
using Octopus.Lifecycle.Watch;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Watch;

/// <summary>What one round does, and what it leaves alone.</summary>
[TestClass]
public sealed class WatchRoundTests : WatchTest
{
    [TestMethod]
    public async Task Round_starts_what_failed_and_leaves_everything_else_as_it_is()
    {
        AddCrashed("crashed");
        AddCrashed("crashed by hand", StartType.Manual);
        AddCrashed("crashed and disabled", StartType.Disabled);
        Machine.Add("runs");
        Machine.Add("paused", ServiceState.Paused);
        Machine.Add("never started", ServiceState.Stopped);
        Machine.Add("never started by hand", ServiceState.Stopped, startType: StartType.Manual);
        await Machine.Stop(Machine.Add("stopped on purpose"));
        var before = Machine.Services.Log.Count;

        await Look();

        string[] started = ["crashed", "crashed by hand", "never started"];
        CollectionAssert.AreEquivalent(
            started.Select(instance => $"start {TestMachine.ServiceOf(instance)}").ToArray(),
            Machine.Services.Log.Skip(before).Where(line => line.StartsWith("start ", StringComparison.Ordinal)).ToArray());
        Assert.IsTrue(Array.TrueForAll(started, instance => Machine.StateOf(instance) == ServiceState.Running));
        Assert.AreEqual(ServiceState.Paused, Machine.StateOf("paused"));
        Assert.AreEqual(StartType.Disabled, Machine.Record("crashed and disabled").StartType);
    }

    [TestMethod]
    public async Task Round_owes_what_it_starts_until_it_runs()
    {
        AddCrashed("a");
        List<OwedState> owed = [];
        Machine.Health.Behave("a", truth =>
        {
            owed.AddRange(Journal.ReadOwed());
            return truth;
        });

        await Look();

        Assert.AreEqual((TestMachine.ServiceOf("a"), "watchdog", ServiceState.Running), owed.Select(debt => (debt.State.Service, debt.By, debt.State.State)).First());
        Assert.IsEmpty(Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Round_whose_start_fails_owes_nothing_of_its_own()
    {
        AddCrashed("a");
        Machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.FailsToStart));
        Journal.Owe([new(Machine.Record("a") with { State = ServiceState.Running }, "Upgrade of version 1.1.0", default, JournalOwner.Nobody, IsHeld: true)]);

        await Look();

        Assert.AreEqual("Upgrade of version 1.1.0", Assert.ContainsSingle(Journal.ReadOwed()).By);
    }

    [TestMethod]
    public async Task Installation_that_begins_after_the_look_is_left_alone()
    {
        AddCrashed("a");
        var survey = Watch.Look(WatchScope.All);
        BeginInstallation();

        await Assert.ThrowsExactlyAsync<MaintenanceInProgressException>(() => Watch.Start(survey.Findings, _ => { }, CancellationToken.None));

        Assert.AreEqual(0, StartsOf("a"));
    }

    [TestMethod]
    public async Task Notice_that_was_left_behind_or_is_held_stops_no_round()
    {
        AddCrashed("a");
        BeginInstallation();
        var notice = Path.Combine(MachineFolder.Path, "maintenance.json");
        var text = await File.ReadAllTextAsync(notice);
        Journal.SetAside();
        await File.WriteAllTextAsync(notice, text);

        await Look();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Round_starts_all_at_once()
    {
        AddCrashed("a");
        AddCrashed("b");
        foreach (var instance in new[] { "a", "b" })
            Machine.Services.Behave(TestMachine.ServiceOf(instance), new(StartTime: TimeSpan.FromSeconds(20)));

        await Look();

        Assert.AreEqual(TimeSpan.FromSeconds(20), Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task Round_goes_on_when_one_instance_does_not_start()
    {
        AddCrashed("a");
        AddCrashed("b");
        AddCrashed("c");
        Machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.FailsToStart));
        Machine.Services.Behave(TestMachine.ServiceOf("b"), new(ServiceFault.CannotLogOn));

        await Look();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("c"));
        CollectionAssert.AreEquivalent(
            new[] { EventSeverity.Error, EventSeverity.Error, EventSeverity.Warning }, Events.Entries.Select(entry => entry.Severity).ToArray());
    }

    [TestMethod]
    public async Task Round_tells_why_it_started_an_instance()
    {
        AddCrashed("Prod A");

        await Look();

        var (severity, id, text) = Assert.ContainsSingle(Events.Entries);
        Assert.AreEqual((EventSeverity.Warning, 6), (severity, id));
        Assert.Contains("Instance 'Prod A' ended with exit code 1067, so the watchdog started it", text);
        Assert.Contains($"process {Machine.Record("Prod A").ProcessId}", text);
    }

    [TestMethod]
    public async Task Round_over_named_instances_leaves_the_others_alone()
    {
        AddCrashed("Prod A");
        AddCrashed("Prod B");

        await Look("prod a");

        Assert.AreEqual((ServiceState.Running, ServiceState.Stopped), (Machine.StateOf("Prod A"), Machine.StateOf("Prod B")));
    }

    [TestMethod]
    public async Task Round_tells_once_of_a_named_instance_that_has_no_service()
    {
        AddCrashed("a");

        await Look("a", "Ghost");
        await Look("a", "Ghost");

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
        var missing = Assert.ContainsSingle(Events.Entries.Where(entry => entry.Id == 9));
        Assert.Contains("'Ghost', which has no service", missing.Text);
    }

    [TestMethod]
    public async Task Round_leaves_the_watchdog_and_strangers_alone()
    {
        Machine.Services.Add(Application.Tentacle.WatchdogServiceName, Application.WatchdogCommandLine(TestMachine.Tentacle));
        Machine.Services.Add(TestMachine.ServiceOf("stranger"), $"\"{TestMachine.Foreign}\" run");

        await Look();

        Assert.IsTrue(Machine.Services.List().All(service => service.State == ServiceState.Stopped));
        Assert.IsEmpty(Events.Entries);
    }

    [TestMethod]
    public async Task Round_does_nothing_while_an_installation_is_in_progress()
    {
        AddCrashed("a");
        var installer = Machine.Services.Processes.Start("msiexec.exe");
        using (var process = Machine.Services.Processes.Open(installer))
            Journal.Write(new() { Plan = new() { Id = "1", Version = "2.0.0" }, Owner = new(installer, process!.StartedAt), Phase = MaintenancePhase.Starting });

        await Look();

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("a"));
        Assert.IsEmpty(Events.Entries);
        var standstill = Watch.Look(WatchScope.All).Standstill!;
        Assert.IsFalse(standstill.IsInterrupted);
        Assert.Contains($"Nothing is started: process {installer}", standstill.Reason);
    }

    [TestMethod]
    public async Task Round_does_nothing_after_an_interrupted_installation_and_tells_once()
    {
        AddCrashed("a");
        Journal.Write(new() { Plan = new() { Id = "1", Version = "2.0.0" }, Owner = new(77, default) });

        await Look();
        await Look();

        Assert.AreEqual(0, StartsOf("a"));
        var (severity, id, text) = Assert.ContainsSingle(Events.Entries);
        Assert.AreEqual((EventSeverity.Warning, 9), (severity, id));
        Assert.EndsWith("maintenance recover.", text);
    }

    [TestMethod]
    public async Task Round_after_the_interrupted_installation_was_recovered_starts_again()
    {
        AddCrashed("a");
        Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(77, default) });
        await Look();
        Journal.Close(new());

        await Look();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Instance_that_fails_again_and_again_waits_on_after_an_installation()
    {
        AddCrashed("a");
        Machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.FailsToStart));
        await Look();

        Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(77, default) });
        await Look();
        Journal.Close(new());
        await Look();

        Assert.AreEqual(1, StartsOf("a"));
    }

    [TestMethod]
    public async Task Instance_that_runs_and_does_not_answer_is_told_after_three_rounds_and_left_alone()
    {
        Machine.Add("deaf");
        Machine.Add("well");
        Machine.Health.Behave("deaf", _ => HealthAnswer.Silence("nobody listens"));

        await Look();
        await Look();
        Assert.IsEmpty(Events.Entries);
        await Look();
        await Look();

        var (severity, id, text) = Assert.ContainsSingle(Events.Entries);
        Assert.AreEqual((EventSeverity.Warning, 8), (severity, id));
        Assert.Contains("'deaf' runs but is not healthy: nobody listens", text);
        Assert.AreEqual(0, StartsOf("deaf"));
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("deaf"));
    }

    [TestMethod]
    public async Task Instance_that_answers_in_between_is_told_of_again_later()
    {
        Machine.Add("moody");
        var silent = true;
        Machine.Health.Behave("moody", truth => silent ? HealthAnswer.Silence("nobody listens") : truth);
        await Rounds(3);
        silent = false;
        await Rounds(1);
        silent = true;
        await Rounds(2);
        Assert.HasCount(1, Events.Entries);

        await Rounds(1);

        CollectionAssert.AreEqual(new[] { 8, 8 }, EventIds());
    }

    [TestMethod]
    public void Look_names_every_instance_and_why()
    {
        AddCrashed("crashed");
        Machine.Add("paused", ServiceState.Paused);

        var findings = Watch.Look(WatchScope.All).Findings;

        CollectionAssert.AreEqual(
            new[] { "crashed ended with exit code 1067", "paused is paused" },
            findings.Select(finding => $"{finding.State.Instance} {finding.Reason}").ToArray());
        Assert.AreEqual(0, StartsOf("crashed"));
    }

    private async Task Rounds(int count)
    {
        for (var round = 0; round < count; round++)
            await Look();
    }

    /// <summary>An installation that lives, and has come no further than to say so.</summary>
    private void BeginInstallation()
    {
        var installer = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe");
        using var process = Machine.Services.Processes.Open(installer);
        Journal.Write(new() { Plan = new() { Id = "1", Version = "2.0.0" }, Owner = new(installer, process!.StartedAt), Phase = MaintenancePhase.Waiting });
    }
}
