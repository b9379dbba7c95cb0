using Octopus.Lifecycle;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>Running alone is not healthy: each started instance answers for itself, with its name and version, from its process.</summary>
[TestClass]
public sealed class LifecycleEngineHealthTests
{
    private const string Version = "2.0.0";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly TestMachine machine = new();

    [TestMethod]
    public async Task Start_instance_that_answers_truthfully_is_healthy()
    {
        var outcome = await Start();

        Assert.AreEqual(StepResult.Done, outcome.Result);
        CollectionAssert.AreEqual(new[] { "a" }, machine.Health.Asked.ToArray());
    }

    [TestMethod]
    public async Task Process_that_the_manager_names_is_asked_itself()
    {
        await Start();
        var state = machine.Record("a");

        await machine.Engine.AskForHealth(state with { ProcessId = 0 }, CancellationToken.None);

        CollectionAssert.AreEqual(new[] { state.ProcessId, state.ProcessId }, machine.Health.AskedProcesses.ToArray());
    }

    [TestMethod]
    public async Task Start_instance_that_answers_after_a_while_is_healthy_then()
    {
        var from = machine.Time.GetUtcNow().AddSeconds(2);
        machine.Health.Behave("a", truth => machine.Time.GetUtcNow() >= from ? truth : HealthAnswer.Silence("nobody listens on port 10933"));

        var outcome = await Start();

        Assert.AreEqual(StepResult.Done, outcome.Result);
        Assert.IsInRange(2_000, 2_500, outcome.Milliseconds);
    }

    [TestMethod]
    public async Task Start_instance_that_never_answers_fails_when_its_time_is_over()
    {
        machine.Health.Behave("a", _ => HealthAnswer.Silence("nobody listens on port 10933"));

        var outcome = await Start();

        Assert.AreEqual((StepResult.Failed, ServiceState.Running), (outcome.Result, outcome.State));
        Assert.AreEqual("Instance 'a' runs but is not healthy: nobody listens on port 10933. Look into its log.", outcome.Problem);
        Assert.IsInRange(3_000, 3_500, outcome.Milliseconds);
    }

    [TestMethod]
    public async Task Start_old_version_that_still_answers_is_not_healthy()
    {
        machine.Health.Behave("a", truth => truth with { Version = "1.0.0" });

        Assert.Contains("version 1.0.0 answers and not 2.0.0", (await Start()).Problem!);
    }

    [TestMethod]
    public async Task Start_any_version_will_do_when_none_is_named()
    {
        machine.Health.Behave("a", truth => truth with { Version = "0.1.0" });

        Assert.AreEqual(StepResult.Done, (await Start(version: null)).Result);
    }

    [TestMethod]
    public async Task Start_other_instance_that_answers_at_its_port_is_not_healthy()
    {
        machine.Health.Behave("a", truth => truth with { Instance = "b" });

        Assert.Contains("instance 'b' answers in its place", (await Start()).Problem!);
    }

    [TestMethod]
    public async Task Start_other_process_that_answers_in_its_name_is_not_healthy()
    {
        machine.Health.Behave("a", truth => truth with { ProcessId = 1 });

        Assert.Contains("process 1 answers in its place", (await Start()).Problem!);
    }

    [TestMethod]
    public async Task Start_instance_that_cannot_be_asked_fails_at_once()
    {
        machine.Health.Behave("a", _ => HealthAnswer.Unreachable("it has no record"));

        var outcome = await Start();

        Assert.Contains("runs but is not healthy: it has no record", outcome.Problem!);
        Assert.AreEqual(0, outcome.Milliseconds);
    }

    [TestMethod]
    public async Task Start_instance_that_stops_again_before_it_answers_fails_at_once()
    {
        machine.Health.Behave("a", _ =>
        {
            machine.Services.Kill(TestMachine.ServiceOf("a"));
            return HealthAnswer.Silence("the connection broke");
        });

        var outcome = await Start();

        Assert.AreEqual((StepResult.Failed, ServiceState.Stopped, 0L), (outcome.Result, outcome.State, outcome.Milliseconds));
        Assert.Contains("stopped again before the instance was healthy", outcome.Problem!);
    }

    [TestMethod]
    public async Task Start_one_that_is_not_healthy_does_not_delay_the_others()
    {
        machine.Health.Behave("sick", _ => HealthAnswer.Silence("nobody listens"));
        var states = new[] { machine.Add("sick", ServiceState.Stopped), machine.Add("well", ServiceState.Stopped) };

        await machine.Time.Drive(machine.Engine.Start(states, Patience, FakeVersion(), machine.Reported.Add, CancellationToken.None));

        Assert.AreEqual(("well", 0L), (machine.Reported[0].Instance, machine.Reported[0].Milliseconds));
    }

    [TestMethod]
    public async Task Start_paused_instance_is_not_asked()
    {
        var state = machine.Add("a", ServiceState.Stopped) with { State = ServiceState.Paused };

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, ServiceState.Paused), (outcome.Result, outcome.State));
        Assert.IsEmpty(machine.Health.Asked);
    }

    private async Task<InstanceOutcome> Start(string? version = Version)
    {
        FakeVersion();
        var state = machine.Add("a", ServiceState.Stopped) with { State = ServiceState.Running };
        return Assert.ContainsSingle(await machine.Time.Drive(
            machine.Engine.Start([state], Patience, version, machine.Reported.Add, CancellationToken.None)));
    }

    private string FakeVersion() => machine.Health.Version = Version;
}
