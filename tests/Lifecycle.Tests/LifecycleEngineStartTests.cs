using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

[TestClass]
public sealed class LifecycleEngineStartTests
{
    private readonly TestMachine machine = new();

    [TestMethod]
    public async Task Start_stopped_instance_runs_it_in_a_new_process()
    {
        var state = machine.Add("a", ServiceState.Stopped, startSeconds: 3);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        var processId = machine.Services.Find(state.Service)!.ProcessId;
        Assert.AreEqual(
            new InstanceOutcome("a", state.Service, LifecycleStep.Start, StepResult.Done, ServiceState.Running, processId, 3000, null), outcome);
        Assert.AreEqual($"a: started after 3000 ms, process {processId}", outcome.ToString());
        Assert.AreNotEqual(0, processId);
    }

    [TestMethod]
    public async Task Start_many_instances_takes_as_long_as_the_slowest()
    {
        var states = Enumerable.Range(1, 10).Select(i => machine.Add($"i{i}", ServiceState.Stopped, startSeconds: 10 * i)).ToArray();

        var outcomes = await machine.Start(states);

        Assert.IsTrue(outcomes.All(outcome => outcome.Result == StepResult.Done));
        Assert.IsInRange(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(150), machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task Start_instance_that_runs_already_leaves_it_alone()
    {
        var state = machine.Add("a");

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, state.ProcessId), (outcome.Result, outcome.ProcessId));
        Assert.IsEmpty(machine.Services.Log);
    }

    [TestMethod]
    public async Task Start_instance_that_somebody_starts_meanwhile_waits_for_it()
    {
        var state = machine.Add("a", ServiceState.Stopped, startSeconds: 20);
        machine.Services.Request(state.Service, ServiceRequest.Start);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, 20_000L), (outcome.Result, outcome.Milliseconds));
    }

    [TestMethod]
    [DataRow(ServiceFault.FailsToStart, ServiceBehaviour.FailureCode)]
    [DataRow(ServiceFault.DiesInStart, 1067)]
    public async Task Start_instance_that_crashes_is_reported_with_its_exit_code(ServiceFault fault, int exitCode)
    {
        var state = machine.Add("a", ServiceState.Stopped, fault, startSeconds: 2);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Failed, ServiceState.Stopped, 2000L), (outcome.Result, outcome.State, outcome.Milliseconds));
        Assert.Contains("'a' stopped while starting", outcome.Problem!);
        Assert.Contains($"exit code {exitCode}.", outcome.Problem!);
        Assert.AreEqual(outcome.Problem, outcome.ToString());
    }

    [TestMethod]
    public async Task Start_crash_of_one_does_not_delay_the_others()
    {
        var crashes = machine.Add("crashes", ServiceState.Stopped, ServiceFault.DiesInStart, startSeconds: 100);
        var others = new[] { machine.Add("b", ServiceState.Stopped, startSeconds: 1), machine.Add("c", ServiceState.Stopped) };

        var outcomes = await machine.Start([crashes, .. others]);

        CollectionAssert.AreEqual(
            new[] { StepResult.Failed, StepResult.Done, StepResult.Done }, outcomes.Select(outcome => outcome.Result).ToArray());
        Assert.IsTrue(outcomes.Skip(1).All(outcome => outcome.Milliseconds < 50_000));
        Assert.AreEqual("crashes", machine.Reported[^1].Instance);
    }

    [TestMethod]
    public async Task Start_instance_whose_account_cannot_log_on_is_named_and_does_not_delay_the_others()
    {
        var wrong = machine.Add("wrong", fault: ServiceFault.CannotLogOn);
        var right = machine.Add("right");
        await machine.Stop(wrong, right);

        var outcomes = await machine.Start(wrong, right);

        Assert.AreEqual((StepResult.Failed, ServiceState.Stopped, 0L), (outcomes[0].Result, outcomes[0].State, outcomes[0].Milliseconds));
        Assert.Contains($"'{wrong.Service}' could not be started", outcomes[0].Problem!);
        Assert.AreEqual(StepResult.Done, outcomes[1].Result);
    }

    [TestMethod]
    public async Task Start_instance_whose_account_cannot_log_on_is_tried_once()
    {
        var state = machine.Add("a", ServiceState.Stopped, ServiceFault.CannotLogOn);
        var watching = new WatchingManager(machine.Services, () => null);
        machine.Engine = new(watching, machine.Services.Processes, machine.Files, machine.Health, machine.Time);

        await machine.Start(state);

        // Each failure counts against the account, and a few lock it.
        Assert.HasCount(1, watching.Seen);
    }

    [TestMethod]
    public async Task Start_instance_that_takes_too_long_is_reported_after_the_timeout()
    {
        var state = machine.Add("a", ServiceState.Stopped, startSeconds: 3600);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Failed, ServiceState.StartPending), (outcome.Result, outcome.State));
        Assert.EndsWith("is StartPending and not Running after 120 seconds. Look into its log.", outcome.Problem!);
    }

    [TestMethod]
    public async Task Start_disabled_instance_is_reported()
    {
        var state = machine.Add("a", ServiceState.Stopped, startType: StartType.Disabled);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual(StepResult.Failed, outcome.Result);
        Assert.Contains(state.Service, outcome.Problem!);
    }

    [TestMethod]
    public async Task Start_instance_whose_service_is_gone_is_reported_and_the_others_start()
    {
        var gone = new InstanceState("gone", "gone", TestMachine.Tentacle, ServiceState.Running, StartType.Automatic, 4);
        var other = machine.Add("other", ServiceState.Stopped);

        var outcomes = await machine.Start(gone, other);

        CollectionAssert.AreEqual(new[] { StepResult.Gone, StepResult.Done }, outcomes.Select(outcome => outcome.Result).ToArray());
    }

    [TestMethod]
    public async Task Start_instance_that_was_paused_is_paused_again()
    {
        var state = machine.Add("a", ServiceState.Paused, startSeconds: 2);
        await machine.Stop(state);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, ServiceState.Paused), (outcome.Result, machine.StateOf("a")));
        Assert.StartsWith("a: started and paused after 2000 ms", outcome.ToString());
    }

    [TestMethod]
    public async Task Start_instance_that_was_paused_and_is_paused_still_takes_no_time()
    {
        var state = machine.Add("a", ServiceState.Paused);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, ServiceState.Paused, 0L), (outcome.Result, outcome.State, outcome.Milliseconds));
    }

    [TestMethod]
    public async Task Start_instance_that_is_still_stopping_runs_in_the_end()
    {
        var state = machine.Add("a", stopSeconds: 30);
        machine.Services.Request(state.Service, ServiceRequest.Stop);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, ServiceState.Running), (outcome.Result, machine.StateOf("a")));
    }

    [TestMethod]
    public async Task Start_while_the_manager_is_busy_asks_again()
    {
        var state = machine.Add("a", ServiceState.Stopped);
        machine.Engine = new(new BusyServiceManager(machine.Services, refusals: 3), machine.Services.Processes, machine.Files, machine.Health, machine.Time);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Done, ServiceState.Running), (outcome.Result, machine.StateOf("a")));
    }

    [TestMethod]
    public async Task Start_while_the_manager_stays_busy_is_reported_after_the_timeout()
    {
        var state = machine.Add("a", ServiceState.Stopped);
        machine.Engine = new(new BusyServiceManager(machine.Services, int.MaxValue), machine.Services.Processes, machine.Files, machine.Health, machine.Time);

        var outcome = Assert.ContainsSingle(await machine.Time.Drive(
            machine.Engine.Start([state], TimeSpan.FromSeconds(1), null, _ => { }, CancellationToken.None)));

        Assert.AreEqual(StepResult.Failed, outcome.Result);
        Assert.AreEqual(1000, outcome.Milliseconds);
        Assert.Contains("another service is being started", outcome.Problem!);
    }

    [TestMethod]
    [DataRow(1, StepResult.Done)]
    [DataRow(2, StepResult.Failed)]
    public async Task Start_whose_process_is_lost_is_asked_for_once_more_and_at_once(int refusals, StepResult expected)
    {
        var state = machine.Add("a", ServiceState.Stopped);
        machine.Engine = new(new ForgetfulServiceManager(machine.Services, refusals, machine.Time), machine.Services.Processes, machine.Files, machine.Health, machine.Time);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((expected, 0L), (outcome.Result, outcome.Milliseconds));
        Assert.AreEqual(expected == StepResult.Failed, outcome.Problem?.Contains("error 1359", StringComparison.Ordinal) ?? false);
    }

    [TestMethod]
    public async Task Start_instance_whose_service_is_gone_names_it_and_the_next_step()
    {
        var state = machine.Add("a", ServiceState.Stopped);
        machine.Services.Delete(state.Service);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual(StepResult.Gone, outcome.Result);
        Assert.StartsWith("Instance 'a' has no service", outcome.Problem);
    }

    [TestMethod]
    public async Task Start_of_three_reports_the_failing_middle_one()
    {
        var states = new[]
        {
            machine.Add("first", ServiceState.Stopped),
            machine.Add("middle", ServiceState.Stopped, ServiceFault.FailsToStart),
            machine.Add("last", ServiceState.Stopped),
        };

        var outcomes = await machine.Start(states);

        CollectionAssert.AreEqual(
            new[] { StepResult.Done, StepResult.Failed, StepResult.Done }, outcomes.Select(outcome => outcome.Result).ToArray());
        CollectionAssert.AreEqual(
            new[] { ServiceState.Running, ServiceState.Stopped, ServiceState.Running },
            states.Select(state => machine.StateOf(state.Instance)).ToArray());
    }
}
