using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>The watchdog's service among those of the instances: it runs the same executable and is none of them.</summary>
[TestClass]
public sealed class WatchdogServiceTests
{
    private const string Backup = "Backup";

    private static readonly string Watchdog = Application.Tentacle.WatchdogServiceName;

    private readonly TestMachine machine = new();

    [TestMethod]
    [DataRow("watchdog run")]
    [DataRow("WATCHDOG  \"run\"")]
    [DataRow("watchdog run --instance=\"Prod\"")]
    public void Discover_knows_it_by_what_it_runs(string arguments)
    {
        machine.Services.Add("Any name", $"\"{TestMachine.Tentacle}\" {arguments}", ServiceState.Running);

        var found = Discover();

        Assert.IsEmpty(found.Ours);
        var watchdog = Assert.ContainsSingle(found.Watchdogs);
        Assert.AreEqual(("Watchdog", "Any name", true), (watchdog.Instance, watchdog.Service, watchdog.IsWatchdog));
    }

    [TestMethod]
    [DataRow("run --instance=\"Watchdog\"", "Watchdog")]
    [DataRow("run --instance=\"watchdog run\"", "watchdog run")]
    [DataRow("\"watchdog run\"", "OctopusDeploy Watchdog Tentacle")]
    [DataRow("watchdog --status", "OctopusDeploy Watchdog Tentacle")]
    [DataRow("watchdog", "OctopusDeploy Watchdog Tentacle")]
    public void Discover_takes_nothing_else_for_it(string arguments, string instance)
    {
        machine.Services.Add(Watchdog, $"\"{TestMachine.Tentacle}\" {arguments}");

        var found = Discover();

        Assert.AreEqual(instance, Assert.ContainsSingle(found.Ours).Instance);
        Assert.IsEmpty(found.Watchdogs);
    }

    [TestMethod]
    public void Discover_service_of_its_name_that_runs_something_else_is_not_it()
    {
        machine.Services.Add(Watchdog, $"\"{TestMachine.Foreign}\" watchdog run");

        Assert.IsEmpty(Discover().Watchdogs);
    }

    [TestMethod]
    public void Discover_finds_what_depends_on_it()
    {
        machine.Services.Add(Watchdog, Application.WatchdogCommandLine(TestMachine.Tentacle));
        machine.Services.Create(new(Backup, Backup, "", TestMachine.Foreign) { DependsOn = [Watchdog] });

        Assert.AreEqual(Backup, Assert.ContainsSingle(Discover().Dependents).Service);
    }

    [TestMethod]
    public async Task Stop_and_start_have_it_first_and_last()
    {
        var states = Arrange();
        var arranged = machine.Services.Log.Count;

        await machine.Stop(states);
        await machine.Start(states);

        var log = machine.Services.Log.Skip(arranged).ToList();
        Assert.IsLessThan(log.IndexOf($"stop {Backup}"), log.IndexOf($"{Watchdog} Stopped"));
        Assert.IsLessThan(log.IndexOf($"stop {TestMachine.ServiceOf("a")}"), log.IndexOf($"stop {Backup}"));
        Assert.IsGreaterThan(log.LastIndexOf($"{Backup} Running"), log.IndexOf($"start {Watchdog}"));
        Assert.IsGreaterThan(log.LastIndexOf($"{TestMachine.ServiceOf("Watchdog")} Running"), log.IndexOf($"start {Watchdog}"));
        Assert.IsTrue(machine.Reported.TrueForAll(outcome => outcome.Result == StepResult.Done));
    }

    [TestMethod]
    public async Task Start_never_asks_it_for_its_health()
    {
        machine.Services.Add(Watchdog, Application.WatchdogCommandLine(TestMachine.Tentacle));

        var outcome = Assert.ContainsSingle(await machine.Start([.. Discover().Watchdogs]));

        Assert.AreEqual((StepResult.Done, ServiceState.Running), (outcome.Result, outcome.State));
        Assert.IsEmpty(machine.Health.Asked);
    }

    [TestMethod]
    public async Task Start_has_it_run_although_an_instance_does_not()
    {
        var states = Arrange(ServiceState.Stopped);
        machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.FailsToStart));

        var outcomes = await machine.Start(states);

        Assert.AreEqual(StepResult.Failed, outcomes.Single(outcome => outcome.Instance == "a").Result);
        Assert.AreEqual(ServiceState.Running, machine.Services.Find(Watchdog)!.State);
    }

    [TestMethod]
    public async Task Stop_of_the_instances_goes_on_when_it_does_not_stop()
    {
        var states = Arrange();
        machine.Services.Behave(Watchdog, new(ServiceFault.IgnoresStop));
        var stranger = states.Select(state => state.IsWatchdog ? state with { Executable = TestMachine.Foreign } : state).ToArray();

        var outcomes = await machine.Stop(stranger);

        var failed = Assert.ContainsSingle(outcomes.Where(outcome => outcome.Result == StepResult.Failed));
        Assert.AreEqual(Watchdog, failed.Service);
        Assert.Contains($"The service '{Watchdog}' has not stopped", failed.Problem!);
        Assert.AreEqual(ServiceState.Stopped, machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Start_when_it_has_been_deleted_says_how_to_make_it_again()
    {
        machine.Services.Add(Watchdog, Application.WatchdogCommandLine(TestMachine.Tentacle));
        var states = Discover().Watchdogs;
        machine.Services.Delete(Watchdog);

        var outcome = Assert.ContainsSingle(await machine.Start([.. states]));

        Assert.EndsWith("Make it again: watchdog create.", outcome.Problem!);
    }

    /// <summary>Two instances, one of them named like it, and a service of somebody else's.</summary>
    private InstanceState[] Arrange(ServiceState state = ServiceState.Running)
    {
        machine.Services.Add(Watchdog, Application.WatchdogCommandLine(TestMachine.Tentacle), state);
        machine.Add("a", state, startSeconds: 3, stopSeconds: 3);
        machine.Add("Watchdog", state, startSeconds: 20);
        machine.Services.Create(new(Backup, Backup, "", $"\"{TestMachine.Foreign}\"") { DependsOn = [TestMachine.ServiceOf("a")] });
        if (state == ServiceState.Running)
            machine.Services.Request(Backup, ServiceRequest.Start);
        var found = Discover();
        return [.. found.Ours, .. found.Watchdogs, .. found.Dependents];
    }

    private DiscoveredServices Discover() => new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]);
}
