using Microsoft.Extensions.Time.Testing;
using Octopus.Lifecycle.Health;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>Every wait ends, by itself or by the caller's wish.</summary>
[TestClass]
public sealed class HealthPatienceTests : HealthTest
{
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HealthPatienceTests() => Probe = new(Store, time);

    [TestMethod]
    [DynamicData(nameof(Stalls))]
    public async Task Patience_ends_the_asking_wherever_it_stands(string stall)
    {
        await using var agent = new TestAgent(connection => Stall(stall, connection));
        Add(Instance, agent.Port);

        var asking = Probe.Ask(Instance, 0, TimeSpan.FromSeconds(2.5), CancellationToken.None);
        await Reached();
        time.Advance(TimeSpan.FromSeconds(2.4));
        await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(100)));
        Assert.IsFalse(asking.IsCompleted, "There was patience left.");
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.AreEqual(HealthAnswer.Silence($"port {agent.Port} gave no answer within 2.5 s"), await asking.WaitAsync(Patience));
    }

    [TestMethod]
    [DynamicData(nameof(Stalls))]
    public async Task Caller_ends_the_asking_wherever_it_stands(string stall)
    {
        await using var agent = new TestAgent(connection => Stall(stall, connection));
        Add(Instance, agent.Port);
        using var ending = new CancellationTokenSource();

        var asking = Probe.Ask(Instance, 0, Patience, ending.Token);
        await Reached();
        await ending.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
    }

    [TestMethod]
    public async Task Caller_may_have_ended_it_before() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => Probe.Ask(Instance, 0, Patience, new(canceled: true)));

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public async Task Patience_that_is_used_up_already_is_no_error(int milliseconds)
    {
        await using var agent = new TestAgent(connection => connection.WaitForEnd());
        Add(Instance, agent.Port);

        var answer = await Probe.Ask(Instance, 0, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None).WaitAsync(Patience);

        Assert.AreEqual(HealthAnswer.Silence($"port {agent.Port} gave no answer within 0 s"), answer);
    }

    private static IEnumerable<string[]> Stalls() => [["no handshake"], ["no answer"], ["half an answer"], ["a byte now and then"]];

    private async Task Stall(string stall, AgentConnection connection)
    {
        if (stall != "no handshake")
            await connection.ReadRequest();
        if (stall == "half an answer")
            await connection.Write(TestAgent.Http(TestAgent.Body())[..^10]);
        reached.SetResult();
        while (stall == "a byte now and then")
        {
            await connection.Write("H");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        await connection.WaitForEnd();
    }

    private Task Reached() => reached.Task.WaitAsync(Patience);
}
