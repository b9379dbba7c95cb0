using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

[TestClass]
public sealed class LifecycleEngineStopTests
{
    private readonly TestMachine machine = new();

    [TestMethod]
    public async Task Stop_running_instance_stops_its_service_and_its_process()
    {
        var state = machine.Add("a");

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual(
            new InstanceOutcome("a", TestMachine.ServiceOf("a"), LifecycleStep.Stop, StepResult.Done, ServiceState.Stopped, 0, 0, null), outcome);
        Assert.AreEqual("a: stopped after 0 ms", outcome.ToString());
        Assert.AreEqual(ServiceState.Stopped, machine.StateOf("a"));
        Assert.IsEmpty(machine.Services.Processes.RunningExecutables);
    }

    [TestMethod]
    public async Task Stop_many_instances_takes_as_long_as_the_slowest()
    {
        var states = Enumerable.Range(1, 10).Select(i => machine.Add($"i{i}", stopSeconds: 10 * i)).ToArray();

        var outcomes = await machine.Stop(states);

        Assert.IsTrue(outcomes.All(outcome => outcome.Result == StepResult.Done));
        Assert.IsInRange(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(150), machine.Time.Elapsed);
        CollectionAssert.AreEqual(states.Select(state => state.Instance).ToArray(), outcomes.Select(outcome => outcome.Instance).ToArray());
    }

    [TestMethod]
    public async Task Stop_reports_each_outcome_as_it_comes()
    {
        var slow = machine.Add("slow", stopSeconds: 60);
        var quick = machine.Add("quick", stopSeconds: 20);

        var outcomes = await machine.Stop(slow, quick);

        CollectionAssert.AreEqual(new[] { "quick", "slow" }, machine.Reported.Select(outcome => outcome.Instance).ToArray());
        CollectionAssert.AreEqual(new[] { "slow", "quick" }, outcomes.Select(outcome => outcome.Instance).ToArray());
    }

    [TestMethod]
    public async Task Stop_instance_that_was_terminated_is_not_started_by_its_own_recovery()
    {
        var state = machine.Add("a", fault: ServiceFault.HangsInStop);
        machine.Services.Reconfigure(state.Service, new() { Recovery = ServiceRecovery.Default });

        Assert.AreEqual(StepResult.Forced, Assert.ContainsSingle(await machine.Stop(state)).Result);
        machine.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.AreEqual(ServiceState.Stopped, machine.StateOf("a"));
        Assert.AreEqual(ServiceRecovery.Default, machine.Services.ReadConfiguration(state.Service).Recovery);
    }

    [TestMethod]
    [DataRow(StartType.Automatic)]
    [DataRow(StartType.Disabled)]
    public async Task Stop_instance_that_is_terminated_sets_off_nothing_that_Windows_does_at_a_failure(StartType startType)
    {
        var state = machine.Add("a", fault: ServiceFault.HangsInStop, startType: startType);
        var restartsOfTheMachine = 0;
        machine.Services.OnFailure(state.Service, () => restartsOfTheMachine++);

        Assert.AreEqual(StepResult.Forced, Assert.ContainsSingle(await machine.Stop(state)).Result);

        Assert.AreEqual(0, restartsOfTheMachine);
        machine.Services.SetStartType(state.Service, StartType.Manual);
        machine.Services.Request(state.Service, ServiceRequest.Start);
        machine.Services.Kill(state.Service);
        Assert.AreEqual(1, restartsOfTheMachine, "Afterwards it is as it was.");
    }

    [TestMethod]
    [DataRow(ServiceFault.IgnoresStop)]
    [DataRow(ServiceFault.HangsInStop)]
    public async Task Stop_instance_that_will_not_stop_is_terminated_after_its_timeout(ServiceFault fault)
    {
        var state = machine.Add("a", fault: fault);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual((StepResult.Forced, ServiceState.Stopped, (string?)null), (outcome.Result, outcome.State, outcome.Problem));
        Assert.AreEqual((long)Timeouts.Stop.TotalMilliseconds, outcome.Milliseconds);
        Assert.StartsWith("a: did not stop and was terminated after", outcome.ToString());
        CollectionAssert.AreEqual(new[] { state.ProcessId }, machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task Stop_instance_whose_process_is_not_ours_is_never_terminated()
    {
        var state = machine.Add("a", fault: ServiceFault.IgnoresStop, runs: TestMachine.Foreign);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual(StepResult.Failed, outcome.Result);
        Assert.Contains("'a'", outcome.Problem!);
        Assert.Contains("was not terminated. Stop it by hand.", outcome.Problem!);
        Assert.IsEmpty(machine.Services.Processes.Terminated);
        Assert.AreEqual(ServiceState.Running, machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Stop_terminates_our_process_however_its_path_is_written()
    {
        machine.Files.Add(TestMachine.Tentacle, @"C:\PROGRA~1\Tentacle.exe");
        var state = machine.Add("a", fault: ServiceFault.HangsInStop, runs: @"C:\PROGRA~1\Tentacle.exe");

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual(StepResult.Forced, outcome.Result);
    }

    [TestMethod]
    public async Task Stop_instance_that_dies_while_stopping_is_stopped()
    {
        var state = machine.Add("a", fault: ServiceFault.DiesInStop, stopSeconds: 5);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual((StepResult.Done, 5000L), (outcome.Result, outcome.Milliseconds));
        Assert.IsEmpty(machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task Stop_instance_whose_process_outlives_its_service_is_terminated_long_before_its_timeout()
    {
        var state = machine.Add("a", fault: ServiceFault.OutlivesStop, stopSeconds: 1);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual((StepResult.Forced, ServiceState.Stopped), (outcome.Result, outcome.State));
        Assert.AreEqual((long)(Timeouts.StopLook + Timeouts.ProcessExit).TotalMilliseconds, outcome.Milliseconds);
        CollectionAssert.AreEqual(new[] { state.ProcessId }, machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task Stop_stopped_instance_is_not_needed()
    {
        var state = machine.Add("a", ServiceState.Stopped);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual(StepResult.NotNeeded, outcome.Result);
        Assert.AreEqual("a: was not running", outcome.ToString());
        Assert.IsEmpty(machine.Services.Log);
    }

    [TestMethod]
    public async Task Stop_instance_whose_service_is_gone_is_not_needed()
    {
        var outcome = Assert.ContainsSingle(await machine.Stop(
            new InstanceState("a", "gone", TestMachine.Tentacle, ServiceState.Running, StartType.Automatic, 4)));

        Assert.AreEqual(StepResult.NotNeeded, outcome.Result);
    }

    [TestMethod]
    public async Task Stop_instance_that_is_stopping_already_is_waited_for_and_not_asked_again()
    {
        var state = machine.Add("a", stopSeconds: 30);
        machine.Services.Request(state.Service, ServiceRequest.Stop);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual((StepResult.Done, 30_000L), (outcome.Result, outcome.Milliseconds));
        Assert.ContainsSingle(line => line.StartsWith("stop", StringComparison.Ordinal), machine.Services.Log);
    }

    [TestMethod]
    public async Task Stop_instance_that_is_starting_waits_until_it_runs_and_stops_it()
    {
        machine.Add("a", ServiceState.Stopped, startSeconds: 40, stopSeconds: 5);
        machine.Services.Request(TestMachine.ServiceOf("a"), ServiceRequest.Start);

        var outcome = Assert.ContainsSingle(await machine.Stop(machine.Record("a")));

        Assert.AreEqual((StepResult.Done, 45_000L), (outcome.Result, outcome.Milliseconds));
        Assert.AreEqual(ServiceState.Stopped, machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Stop_instance_that_hangs_while_starting_is_terminated()
    {
        var state = machine.Add("a", ServiceState.StartPending);

        var outcome = Assert.ContainsSingle(await machine.Stop(state));

        Assert.AreEqual((StepResult.Forced, ServiceState.Stopped), (outcome.Result, machine.StateOf("a")));
    }

    [TestMethod]
    public async Task Stop_instance_that_fails_while_starting_is_stopped()
    {
        machine.Add("a", ServiceState.Stopped, ServiceFault.FailsToStart, startSeconds: 10);
        machine.Services.Request(TestMachine.ServiceOf("a"), ServiceRequest.Start);

        var outcome = Assert.ContainsSingle(await machine.Stop(machine.Record("a")));

        Assert.AreEqual((StepResult.NotNeeded, ServiceState.Stopped), (outcome.Result, machine.StateOf("a")));
    }

    [TestMethod]
    public async Task Stop_paused_instance_stops_it()
    {
        var state = machine.Add("a", ServiceState.Paused);

        Assert.AreEqual(StepResult.Done, Assert.ContainsSingle(await machine.Stop(state)).Result);
    }

    [TestMethod]
    public async Task Stop_of_three_reports_the_failing_middle_one_and_stops_the_others()
    {
        var first = machine.Add("first", stopSeconds: 5);
        var middle = machine.Add("middle", fault: ServiceFault.HangsInStop, runs: TestMachine.Foreign);
        var last = machine.Add("last", stopSeconds: 10);

        var outcomes = await machine.Stop(first, middle, last);

        CollectionAssert.AreEqual(
            new[] { StepResult.Done, StepResult.Failed, StepResult.Done }, outcomes.Select(outcome => outcome.Result).ToArray());
        CollectionAssert.AreEqual(new[] { "first", "last", "middle" }, machine.Reported.Select(outcome => outcome.Instance).ToArray());
        Assert.Contains("'middle'", outcomes[1].Problem!);
    }

    [TestMethod]
    public async Task Stop_that_is_refused_is_reported_in_the_words_of_the_refusal()
    {
        var needed = machine.Add("needed");
        machine.Engine = new(new RefusingManager(machine.Services, needed.Service), machine.Services.Processes, machine.Files, machine.Health, machine.Time);
        var other = machine.Add("other");

        var outcomes = await machine.Stop(needed, other);

        Assert.AreEqual((StepResult.Failed, "access denied to needed"), (outcomes[0].Result, outcomes[0].ToString().Replace(needed.Service, "needed", StringComparison.Ordinal)));
        Assert.AreEqual(StepResult.Done, outcomes[1].Result);
    }

    [TestMethod]
    public async Task Stop_process_that_may_not_be_opened_is_reported_and_the_others_stop()
    {
        var guarded = machine.Add("guarded");
        var other = machine.Add("other", stopSeconds: 1);
        machine.Engine = new(machine.Services, new GuardedProcesses(machine.Services.Processes, guarded.ProcessId), machine.Files, machine.Health, machine.Time);

        var outcomes = await machine.Stop(guarded, other);

        CollectionAssert.AreEqual(new[] { StepResult.Failed, StepResult.Done }, outcomes.Select(outcome => outcome.Result).ToArray());
        Assert.Contains("access denied", outcomes[0].Problem!);
    }

    [TestMethod]
    public async Task Stop_request_that_blocks_does_not_hold_up_the_others()
    {
        // Windows keeps the caller for up to 30 seconds when the service's handler hangs.
        using var blocking = new BlockingManager(machine.Services, TestMachine.ServiceOf("hangs"));
        machine.Engine = new(blocking, machine.Services.Processes, machine.Files, machine.Health, machine.Time);
        var states = Enumerable.Range(0, 8).Select(i => machine.Add($"i{i}")).Prepend(machine.Add("hangs")).ToArray();
        var stopped = 0;

        var work = machine.Engine.Stop(states, Timeouts.Stop, _ => { if (++stopped == 8) blocking.Release(); }, CancellationToken.None);
        var outcomes = await machine.Time.Drive(work);

        Assert.IsTrue(outcomes.All(outcome => outcome.Result == StepResult.Done));
        Assert.IsFalse(blocking.GaveUp, "The others stopped while the first request was blocked.");
    }

    [TestMethod]
    public async Task Stop_cancelled_ends_the_waiting()
    {
        var state = machine.Add("a", fault: ServiceFault.HangsInStop);
        using var cancel = new CancellationTokenSource();

        var work = machine.Engine.Stop([state], Timeouts.Stop, machine.Reported.Add, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => machine.Time.Drive(work));
        Assert.IsEmpty(machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task Stop_of_none_gives_nothing() => Assert.IsEmpty(await machine.Stop());
}
