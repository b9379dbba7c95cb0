using System.ComponentModel;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Health;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>
/// Whatever is thrown at whichever call, by the service manager, a process, a file, the health question, what is to be prepared or
/// whoever is told: it is the outcome of at most one instance, and every other one gets its own.
/// </summary>
[TestClass]
public sealed class OneRefusalTests
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    private static readonly Func<Exception>[] Failures =
    [
        .. new[] { ServiceError.AccessDenied, ServiceError.NotFound, ServiceError.MarkedForDeletion, ServiceError.Unknown, ServiceError.Timeout, ServiceError.CannotAcceptControl }
            .Select(error => (Func<Exception>)(() => new ServiceException("?", error, 1, $"Refused: {error}."))),
        () => new Win32Exception(5, "Access denied."),
        () => new IOException("The disk is full."),
        () => new UnauthorizedAccessException("Not allowed."),
        () => new InvalidOperationException("Nobody expects this."),
        () => new OperationCanceledException("Somebody else's."),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public Task Stop_at_whichever_call_something_is_thrown_the_others_stop() => AtEveryCall(Stopping);

    [TestMethod]
    public Task Start_at_whichever_call_something_is_thrown_the_others_start() => AtEveryCall(Starting);

    [TestMethod]
    public Task Stop_at_whichever_call_a_service_vanishes_it_has_stopped() => Vanishing(Stopping, outcome => !outcome.HasFailed);

    [TestMethod]
    public Task Start_at_whichever_call_a_service_vanishes_it_is_gone_and_no_failure() =>
        Vanishing(Starting, outcome => outcome.Result is StepResult.Gone or StepResult.Done || outcome.Problem!.Contains("stopped", StringComparison.Ordinal));

    [TestMethod]
    public async Task Cancelling_is_still_cancelling()
    {
        var machine = new TestMachine();
        var state = machine.Add("a", fault: ServiceFault.HangsInStop);
        using var cancel = new CancellationTokenSource();

        var stopping = machine.Engine.Stop([state], Timeouts.Stop, _ => { }, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => machine.Time.Drive(stopping));
    }

    [TestMethod]
    public async Task What_could_not_be_prepared_is_told_and_the_instance_is_started_all_the_same()
    {
        var machine = new TestMachine();
        var (a, b) = (machine.Add("a", ServiceState.Stopped), machine.Add("b", ServiceState.Stopped));

        var outcomes = await machine.Time.Drive(machine.Engine.Start(
            [a, b], Timeouts.Start, null, state => { if (state == a) throw new IOException("The disk is full."); }, _ => { }, CancellationToken.None));

        Assert.AreEqual((ServiceState.Running, ServiceState.Running), (machine.StateOf("a"), machine.StateOf("b")));
        Assert.AreEqual((StepResult.Failed, "The service 'OctopusDeploy Tentacle: a' of instance 'a': The disk is full."), (outcomes[0].Result, outcomes[0].Problem));
        Assert.AreEqual((StepResult.Done, (string?)null), (outcomes[1].Result, outcomes[1].Problem));
    }

    private async Task AtEveryCall(Func<TestMachine, Saboteur, Task<IReadOnlyList<InstanceOutcome>>> act)
    {
        var (undisturbed, never) = (new TestMachine(), new Saboteur(0, () => { }));
        var expected = Seen(undisturbed, await act(undisturbed, never));

        var tries =
            from call in Enumerable.Range(1, never.Calls)
            from failure in Failures
            select (call, failure);
        await Parallel.ForEachAsync(tries, Options(), async (attempt, _) =>
        {
            var machine = new TestMachine();
            var outcomes = await act(machine, new(attempt.call, () => throw attempt.failure()));

            var what = $"{attempt.failure().GetType().Name} '{attempt.failure().Message}' at call {attempt.call}";
            var seen = Seen(machine, outcomes);
            Assert.HasCount(expected.Length, seen, what);
            var different = seen.Except(expected).ToList();
            Assert.IsLessThanOrEqualTo(1, different.Count, $"{what}: {string.Join("; ", different)}");
            foreach (var outcome in outcomes.Where(outcome => outcome.HasFailed))
                Assert.IsGreaterThan(0, outcome.Problem!.Length, what);
        });
    }

    private async Task Vanishing(Func<TestMachine, Saboteur, Task<IReadOnlyList<InstanceOutcome>>> act, Func<InstanceOutcome, bool> isRight)
    {
        var never = new Saboteur(0, () => { });
        await act(new(), never);

        await Parallel.ForEachAsync(Enumerable.Range(1, never.Calls), Options(), async (call, _) =>
        {
            var machine = new TestMachine();
            var outcomes = await act(machine, new(call, () =>
            {
                machine.Services.Delete(TestMachine.ServiceOf("plain"));
                if (machine.Services.Find(TestMachine.ServiceOf("plain")) is not null)
                    machine.Services.Kill(TestMachine.ServiceOf("plain"));
            }));

            Assert.IsTrue(isRight(outcomes[0]), $"At call {call}: {outcomes[0]}");
            Assert.IsTrue(outcomes.Skip(1).All(outcome => !outcome.HasFailed), $"At call {call}: {string.Join("; ", outcomes)}");
        });
    }

    private ParallelOptions Options() => new() { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.CancellationToken };

    private static Task<IReadOnlyList<InstanceOutcome>> Stopping(TestMachine machine, Saboteur saboteur)
    {
        InstanceState[] states =
        [
            machine.Add("plain"),
            machine.Add("stubborn", fault: ServiceFault.IgnoresStop),
            machine.Add("paused", ServiceState.Paused),
            machine.Add("stopped", ServiceState.Stopped),
        ];
        return machine.Time.Drive(Engine(machine, saboteur).Stop(states, StopPatience, _ => saboteur.Strike(), CancellationToken.None));
    }

    private static Task<IReadOnlyList<InstanceOutcome>> Starting(TestMachine machine, Saboteur saboteur)
    {
        InstanceState[] states =
        [
            machine.Add("plain", ServiceState.Stopped),
            machine.Add("paused", ServiceState.Stopped) with { State = ServiceState.Paused },
            machine.Add("disabled", ServiceState.Stopped, startType: StartType.Disabled) with { State = ServiceState.Running },
            machine.Add("running"),
        ];
        return machine.Time.Drive(Engine(machine, saboteur).Start(
            states, Timeouts.Start, FakeHealthProbe.AnyVersion, _ => saboteur.Strike(), _ => saboteur.Strike(), CancellationToken.None));
    }

    private static LifecycleEngine Engine(TestMachine machine, Saboteur saboteur) => new(
        saboteur.Around<IServiceManager>(machine.Services),
        saboteur.Around<IProcesses>(machine.Services.Processes),
        saboteur.Around<IExecutableFiles>(machine.Files),
        saboteur.Around<IHealthProbe>(machine.Health),
        machine.Time);

    private static string[] Seen(TestMachine machine, IReadOnlyList<InstanceOutcome> outcomes) =>
        [.. outcomes.Select(outcome => $"{outcome.Instance}: {outcome.Result}, is {machine.StateOf(outcome.Instance)}, starts {machine.Record(outcome.Instance).StartType}")];
}
