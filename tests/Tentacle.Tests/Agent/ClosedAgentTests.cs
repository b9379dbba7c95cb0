using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Octopus.Lifecycle.Health;
using Octopus.Tentacle.Agent;

namespace Octopus.Tests.Tentacle.Agent;

/// <summary>Agents whose configuration says NoListen: healthy over their pipe, which one process has once, and without a port.</summary>
[TestClass, DoNotParallelize]
public sealed class ClosedAgentTests
{
    private static readonly HealthAnswer Healthy = HealthAnswer.From(RunningAgent.Instance, "1.2.3", Environment.ProcessId);

    [TestMethod]
    public async Task Agent_that_opens_no_port_is_healthy_and_nothing_listens_because_of_it()
    {
        await using var agent = new RunningAgent(opensPort: false);
        // A web server without an address takes port 5000.
        int[] tempting = [agent.Port, 5000];
        var before = Listeners();

        Assert.AreEqual(Healthy, await agent.Start());

        Assert.IsEmpty(tempting.Intersect(Listeners().Except(before)));
        Assert.Contains("starts instance Prod A without a port", agent.Log);
    }

    [TestMethod]
    public async Task Agent_that_opens_no_port_runs_where_another_program_has_the_port_of_its_configuration()
    {
        await using var agent = new RunningAgent(opensPort: false);
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(new IPEndPoint(IPAddress.Any, agent.Port));
        stranger.Listen();

        Assert.AreEqual(Healthy, await agent.Start());
        await agent.Stop();
    }

    [TestMethod]
    public async Task Whoever_cannot_ask_over_the_pipe_is_not_sent_to_a_port()
    {
        await using var agent = new RunningAgent(opensPort: false);
        await agent.Start();

        var answer = await agent.Ask(0);

        Assert.AreEqual(HealthKind.Silent, answer.Kind);
        Assert.Contains("Tentacle.Services.NoListen", answer.Problem);
    }

    [TestMethod]
    public async Task Agent_without_a_port_whose_pipe_is_taken_says_that_nobody_can_ask()
    {
        await using var stranger = new HealthPipeServer(HealthPipe.NameOf(Environment.ProcessId), _ => { });
        await using var agent = new RunningAgent(opensPort: false);

        // Waits for no answer: there is none.
        var starting = agent.Start();
        while (!agent.Log.Contains("It opens no port, so nobody can ask.", StringComparison.Ordinal) && !starting.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(50));

        Assert.Contains("It opens no port, so nobody can ask.", agent.Log);
    }

    private static HashSet<int> Listeners() => [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)];
}
