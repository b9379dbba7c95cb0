using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>The manager starts one service at a time, and one that hangs keeps those behind it waiting.</summary>
[TestClass]
public sealed class StartQueueTests
{
    private readonly TestMachine machine = new();

    [TestMethod]
    public async Task Start_those_behind_services_that_hang_have_all_their_time()
    {
        var hanging = Enumerable.Range(1, 5).Select(number => machine.Add($"hangs {number}", ServiceState.Stopped)).ToList();
        var healthy = Enumerable.Range(1, 5).Select(number => machine.Add($"well {number}", ServiceState.Stopped, startSeconds: 100)).ToList();
        var manager = new QueueingManager(machine.Services, hanging.Select(state => state.Service), machine.Time);
        var engine = new LifecycleEngine(manager, machine.Services.Processes, machine.Files, machine.Health, machine.Time);

        var outcomes = await machine.Time.Drive(engine.Start([.. hanging, .. healthy], Timeouts.Start, null, _ => { }, CancellationToken.None));

        Assert.IsGreaterThan(Timeouts.Start, machine.Time.Elapsed, "They have waited for longer than each of them may take.");
        CollectionAssert.AreEqual(
            Enumerable.Repeat(StepResult.Failed, 5).Concat(Enumerable.Repeat(StepResult.Done, 5)).ToArray(),
            outcomes.Select(outcome => outcome.Result).ToArray(),
            string.Join(Environment.NewLine, outcomes));
    }

    [TestMethod]
    public async Task Start_one_that_never_runs_fails_when_its_own_time_is_over()
    {
        var state = machine.Add("a", ServiceState.Stopped, startSeconds: 1000);

        var outcome = Assert.ContainsSingle(await machine.Start(state));

        Assert.AreEqual((StepResult.Failed, (long)Timeouts.Start.TotalMilliseconds), (outcome.Result, outcome.Milliseconds));
    }

    /// <summary>Takes one request to start at a time. To one of those that hang it says after half a minute that there is no answer.</summary>
    private sealed class QueueingManager(IServiceManager inner, IEnumerable<string> hanging, TimeProvider time) : PassingManager(inner)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly HashSet<string> hangs = [.. hanging];
        private readonly Lock turn = new();
        private int left = hanging.Count();

        public override void Request(string name, ServiceRequest request)
        {
            // Those that hang are served first, as an unlucky order would have it.
            if (!hangs.Contains(name))
                SpinWait.SpinUntil(() => Volatile.Read(ref left) == 0);
            lock (turn)
            {
                if (!hangs.Contains(name))
                {
                    base.Request(name, request);
                    return;
                }

                Task.Delay(Patience, time).Wait();
                Interlocked.Decrement(ref left);
                throw new ServiceException(name, ServiceError.Timeout, 1053, $"The service '{name}' could not be started: it did not answer in time.");
            }
        }
    }
}
