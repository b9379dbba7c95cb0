using System.IO.Pipes;
using System.Text;
using Octopus.Lifecycle.Health;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>The process itself is asked first, and whatever comes of that, its port is there.</summary>
[TestClass]
public sealed class HealthPipeTests : HealthTest
{
    private static readonly HealthAnswer FromPipe = HealthAnswer.From("Prod A", "2.0.0", 1);
    private static readonly HealthAnswer FromPort = HealthAnswer.From("Prod A", "1.1.0", 4321);

    /// <summary>No process has such a number.</summary>
    private static int lastId = int.MaxValue - 1_000_000;

    private readonly int processId = Interlocked.Increment(ref lastId);

    [TestMethod]
    public async Task Answer_of_the_pipe_is_believed_and_the_port_is_not_asked()
    {
        await using var agent = new TestAgent(_ => throw new InvalidOperationException("Nobody asks here."));
        Add(Instance, agent.Port);

        Assert.AreEqual(FromPipe, await AskWith(TestAgent.Body(version: "2.0.0", processId: 1)));
    }

    [TestMethod]
    public async Task Answer_of_the_pipe_needs_neither_record_nor_configuration() =>
        Assert.AreEqual(FromPipe, await AskWith(TestAgent.Body(version: "2.0.0", processId: 1)));

    [TestMethod]
    public async Task Version_before_has_no_pipe_and_is_asked_at_its_port()
    {
        await using var agent = Agent();

        Assert.AreEqual(FromPort, await Probe.Ask(Instance, processId, Patience, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no JSON")]
    [DataRow("{\"instance\":\"Prod A\"}")]
    public async Task Pipe_that_answers_nonsense_leaves_it_to_the_port(string nonsense)
    {
        await using var agent = Agent();

        Assert.AreEqual(FromPort, await AskWith(nonsense));
    }

    [TestMethod]
    public async Task Pipe_that_never_ends_leaves_it_to_the_port()
    {
        await using var agent = Agent();

        Assert.AreEqual(FromPort, await AskWith(new string('{', 200_000)));
    }

    [TestMethod]
    public async Task Pipe_that_says_nothing_leaves_the_port_its_share_of_the_time()
    {
        await using var agent = Agent();
        await using var mute = Open();

        var answer = await Probe.Ask(Instance, processId, TimeSpan.FromSeconds(6), CancellationToken.None).WaitAsync(Patience);

        Assert.AreEqual(FromPort, answer);
    }

    [TestMethod]
    public async Task Caller_ends_the_asking_of_a_pipe_that_says_nothing()
    {
        await using var mute = Open();
        using var ending = new CancellationTokenSource();

        var asking = Probe.Ask(Instance, processId, Patience, ending.Token);
        await mute.WaitForConnectionAsync().WaitAsync(Patience);
        await ending.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
    }

    [TestMethod]
    public async Task Caller_who_ends_the_asking_in_the_moment_of_the_connection_is_heard()
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            using var mute = Open();
            using var ending = new CancellationTokenSource();
            var connected = Task.Factory.StartNew(
                () =>
                {
                    mute.WaitForConnection();
                    ending.Cancel();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            var asking = Task.Run(() => HealthPipe.Ask(processId, ending.Token));

            Assert.IsNull(await asking.WaitAsync(Patience));
            await connected.WaitAsync(Patience);
        }
    }

    private TestAgent Agent()
    {
        var agent = new TestAgent(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(TestAgent.Http(TestAgent.Body()));
            await connection.Close();
        });
        Add(Instance, agent.Port);
        return agent;
    }

    private async Task<HealthAnswer> AskWith(string answer)
    {
        await using var pipe = Open();
        var answering = Task.Run(async () =>
        {
            await pipe.WaitForConnectionAsync();
            try
            {
                await pipe.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
            catch (IOException)
            {
                // The probe has had enough.
            }

            await pipe.DisposeAsync();
        });
        var asked = await Probe.Ask(Instance, processId, Patience, CancellationToken.None).WaitAsync(Patience);
        await answering.WaitAsync(Patience);
        return asked;
    }

    private NamedPipeServerStream Open() => new(HealthPipe.NameOf(processId), PipeDirection.Out, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
}
