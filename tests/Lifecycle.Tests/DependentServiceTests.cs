using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>Services that need one another: what depends on a service stops before it and starts after it.</summary>
[TestClass]
public sealed class DependentServiceTests
{
    private const string Backup = "Backup";
    private const string Report = "Report";

    private readonly TestMachine machine = new();

    [TestMethod]
    public void Discover_finds_dependents_of_dependents_and_no_others()
    {
        Arrange();
        machine.Services.Create(new("Other", "Other", "", TestMachine.Foreign) { DependsOn = ["LanmanServer", "+Network"] });

        var found = new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]);

        CollectionAssert.AreEqual(new[] { Backup, Report }, found.Dependents.Select(state => state.Service).ToArray());
        Assert.IsTrue(found.Dependents.All(state => state.IsDependent));
        Assert.IsFalse(found.Ours.Any(state => state.IsDependent));
    }

    [TestMethod]
    public async Task Stop_and_start_keep_the_order()
    {
        var states = Arrange();

        var arranged = machine.Services.Log.Count;

        await machine.Stop(states);
        await machine.Start(states);

        var requests = machine.Services.Log.Skip(arranged).Where(line => line.StartsWith("stop ", StringComparison.Ordinal) || line.StartsWith("start ", StringComparison.Ordinal)).ToArray();
        CollectionAssert.AreEqual(
            new[]
            {
                $"stop {Report}", $"stop {Backup}", $"stop {TestMachine.ServiceOf("a")}",
                $"start {TestMachine.ServiceOf("a")}", $"start {Backup}", $"start {Report}",
            },
            requests);
        Assert.IsTrue(machine.Reported.TrueForAll(outcome => outcome.Result == StepResult.Done));
    }

    [TestMethod]
    public async Task Stop_dependent_that_does_not_stop_is_not_terminated_and_neither_is_the_instance()
    {
        var states = Arrange();
        machine.Services.Behave(Backup, new(ServiceFault.IgnoresStop));

        var outcomes = await machine.Stop(states);

        Assert.IsEmpty(machine.Services.Processes.Terminated);
        Assert.AreEqual(StepResult.Failed, outcomes.Single(outcome => outcome.Service == Backup).Result);
        var instance = outcomes.Single(outcome => outcome.Instance == "a");
        Assert.AreEqual(StepResult.Failed, instance.Result);
        Assert.Contains($"'{Backup}' depends on it", instance.Problem!);
        Assert.AreEqual(ServiceState.Running, machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Stop_dependent_whose_process_goes_on_is_stopped()
    {
        var states = Arrange();
        // As that of a service that shares its process with others.
        machine.Services.Behave(Backup, new(ServiceFault.OutlivesStop));

        var outcomes = await machine.Stop(states);

        Assert.IsTrue(outcomes.All(outcome => outcome.Result == StepResult.Done), string.Join(Environment.NewLine, outcomes));
        Assert.IsEmpty(machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task Start_instance_that_does_not_start_leaves_its_dependents_down_and_says_so()
    {
        var states = Arrange();
        await machine.Stop(states);
        machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.FailsToStart));

        var outcomes = await machine.Start(states);

        Assert.Contains($"needs the service '{TestMachine.ServiceOf("a")}'", outcomes.Single(outcome => outcome.Service == Backup).Problem!);
        Assert.AreEqual(ServiceState.Stopped, machine.Services.Find(Report)!.State);
    }

    [TestMethod]
    public async Task Dependents_are_not_asked_for_their_health()
    {
        var states = Arrange();
        await machine.Stop(states);

        await machine.Start(states);

        CollectionAssert.AreEquivalent(new[] { "a" }, machine.Health.Asked.Distinct().ToArray());
    }

    [TestMethod]
    public async Task A_circle_of_dependencies_is_no_reason_to_wait_for_ever()
    {
        var first = machine.Add("first", stopSeconds: 1) with { DependsOn = [TestMachine.ServiceOf("second")] };
        var second = machine.Add("second", stopSeconds: 1) with { DependsOn = [TestMachine.ServiceOf("first")] };

        var outcomes = await machine.Stop(first, second);

        Assert.IsTrue(outcomes.All(outcome => outcome.Result == StepResult.Done));
    }

    [TestMethod]
    public async Task Services_without_a_tie_wait_for_nobody()
    {
        var states = Arrange();
        machine.Services.Behave(Report, new(StopTime: TimeSpan.FromSeconds(30)));
        var free = machine.Add("free", stopSeconds: 1);

        var outcomes = await machine.Stop([.. states, free]);

        Assert.AreEqual(1_000, outcomes.Single(outcome => outcome.Instance == "free").Milliseconds);
        Assert.AreEqual(30_000, outcomes.Single(outcome => outcome.Instance == "a").Milliseconds);
    }

    /// <summary>Instance a; Backup depends on it, and Report on Backup.</summary>
    private InstanceState[] Arrange()
    {
        machine.Add("a");
        machine.Services.Create(new(Backup, Backup, "", $"\"{TestMachine.Foreign}\"") { DependsOn = [TestMachine.ServiceOf("a")] });
        machine.Services.Create(new(Report, Report, "", $"\"{TestMachine.Foreign}\"") { DependsOn = [Backup.ToUpperInvariant()] });
        machine.Services.Request(Backup, ServiceRequest.Start);
        machine.Services.Request(Report, ServiceRequest.Start);
        var found = new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]);
        return [.. found.Ours, .. found.Dependents];
    }
}
