using System.Diagnostics;
using System.IO.Pipes;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Tentacle.Agent;

namespace Octopus.Tests.Tentacle.Agent;

/// <summary>Health where no network gets in between. One process has one such pipe, so these run one after the other.</summary>
[TestClass, DoNotParallelize]
public sealed class HealthPipeServerTests
{
    private static readonly HealthAnswer Healthy = HealthAnswer.From(RunningAgent.Instance, "1.2.3", Environment.ProcessId);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Answer = "{\"instance\":\"a\"}"u8.ToArray();

    private readonly string name = $"Octopus.Test.{Guid.NewGuid():N}";
    private readonly List<string> warnings = [];

    [TestMethod]
    public async Task Agent_with_every_connection_taken_is_healthy_and_its_port_is_silent()
    {
        await using var agent = new RunningAgent(ListenAddress.Check("127.0.0.1"));
        await agent.Start();
        using var idle = await IdleConnections.Open(300, "127.0.0.1", agent.Local);

        Assert.AreEqual(Healthy, await agent.Ask(Environment.ProcessId));
        Assert.AreEqual(HealthKind.Silent, (await agent.Ask(0)).Kind, "Otherwise nothing has been in its way.");
    }

    [TestMethod]
    public async Task Agent_with_300_idle_connections_of_one_address_answers_another_at_its_port()
    {
        await using var agent = new RunningAgent(ListenAddress.Check("127.0.0.1"));
        await agent.Start();
        using var idle = await IdleConnections.Open(300, "127.0.0.2", agent.Local);

        Assert.AreEqual(Healthy, await agent.Ask(0));
    }

    [TestMethod]
    public async Task Connection_that_says_nothing_is_closed_after_three_seconds()
    {
        await using var agent = new RunningAgent(ListenAddress.Check("127.0.0.1"));
        await agent.Start();
        var watch = Stopwatch.StartNew();
        using var idle = await IdleConnections.Open(1, "127.0.0.1", agent.Local);

        await idle.Closed().WaitAsync(Patience);

        Assert.IsInRange(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(8), watch.Elapsed);
    }

    [TestMethod]
    public async Task Everybody_is_answered_whoever_else_has_asked_and_does_not_read()
    {
        await using var server = new HealthPipeServer(name, warnings.Add);
        server.Begin(Answer);
        var silent = new List<NamedPipeClientStream>();
        for (var one = 0; one < 100; one++)
        {
            silent.Add(await Connect());
        }

        for (var one = 0; one < 100; one++)
        {
            await using var pipe = await Connect();
            using var reader = new StreamReader(pipe);
            Assert.AreEqual("{\"instance\":\"a\"}", await reader.ReadToEndAsync().WaitAsync(Patience));
        }

        silent.ForEach(pipe => pipe.Dispose());
        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    public async Task Who_goes_before_he_is_answered_keeps_nobody_from_an_answer()
    {
        await using var server = new HealthPipeServer(name, warnings.Add);
        server.Begin(Answer);
        for (var one = 0; one < 200; one++)
            await (await Connect()).DisposeAsync();

        await using var pipe = await Connect();
        using var reader = new StreamReader(pipe);

        Assert.AreEqual("{\"instance\":\"a\"}", await reader.ReadToEndAsync().WaitAsync(Patience));
        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    public async Task Nobody_is_answered_before_it_begins_and_everybody_who_asked_then()
    {
        await using var server = new HealthPipeServer(name, warnings.Add);
        await using var pipe = await Connect();
        using var reader = new StreamReader(pipe);
        var answer = reader.ReadToEndAsync();
        await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100)));
        Assert.IsFalse(answer.IsCompleted);

        server.Begin(Answer);

        Assert.AreEqual("{\"instance\":\"a\"}", await answer.WaitAsync(Patience));
    }

    [TestMethod]
    public async Task Name_that_a_stranger_has_is_left_to_him_and_told()
    {
        await using var stranger = new NamedPipeServerStream(name, PipeDirection.Out, 1);
        await using var server = new HealthPipeServer(name, warnings.Add);

        server.Begin(Answer);

        Assert.Contains($"There is no pipe {name} to ask for the health of this process: ", Assert.ContainsSingle(warnings));
    }

    private async Task<NamedPipeClientStream> Connect()
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.In, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(Patience, CancellationToken.None);
        return pipe;
    }
}
