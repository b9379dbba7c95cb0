using System.IO.Pipes;
using System.Text;
using Octopus.Manager.Hosting;
using Octopus.Tests.Support;

namespace Octopus.Tests.Manager.Hosting;

/// <summary>Any program may take the name of the pipe. It is neither believed, nor does it keep the Manager from starting.</summary>
[TestClass]
public sealed class RunningManagerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly TempFolder folder = new();
    private readonly string name = $"octopus-{Guid.NewGuid():N}";

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Stranger_that_is_silent_is_no_running_Manager()
    {
        await using var stranger = Serve();

        Assert.IsNull(await Ask());
    }

    [TestMethod]
    public async Task Stranger_that_is_busy_is_no_running_Manager()
    {
        await using var stranger = Serve();
        await using var customer = new NamedPipeClientStream(".", name, PipeDirection.In);
        await customer.ConnectAsync(TestContext.CancellationToken);

        Assert.IsNull(await Ask());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("hello")]
    [DataRow("https://example.org/open/1")]
    [DataRow("http://192.0.2.1:80/open/1")]
    [DataRow("file:///etc/passwd")]
    public async Task Answer_that_is_no_address_of_a_Manager_is_no_answer(string answer)
    {
        await using var stranger = Serve();
        var answering = Answer(stranger, answer);

        Assert.IsNull(await Ask());
        await answering;
    }

    [TestMethod]
    public async Task Stranger_that_hangs_up_is_no_running_Manager()
    {
        await using var stranger = Serve();
        var hangingUp = stranger.WaitForConnectionAsync(TestContext.CancellationToken).ContinueWith(_ => stranger.Disconnect(), TestContext.CancellationToken);

        Assert.IsNull(await Ask());
        await hangingUp;
    }

    [TestMethod]
    public async Task Nobody_is_no_running_Manager() => Assert.IsNull(await Ask());

    [TestMethod]
    public async Task Running_one_is_believed()
    {
        await using var pipe = Serve();
        var answering = Answer(pipe, "http://127.0.0.1:5000/open/1");

        Assert.AreEqual("http://127.0.0.1:5000/open/1", (await Ask())?.ToString());
        await answering;
    }

    [TestMethod]
    public async Task Running_one_that_is_silent_is_named_until_it_has_ended()
    {
        using (RunningManager.TryBecome(name, folder.Path) ?? throw new AssertFailedException("Nobody has the name."))
        {
            await Assert.ThrowsExactlyAsync<TimeoutException>(Ask);
        }

        Assert.IsNull(await Ask());
        Assert.IsEmpty(folder.Contents());
    }

    private NamedPipeServerStream Serve() => new(name, PipeDirection.Out, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    private async Task Answer(NamedPipeServerStream pipe, string answer)
    {
        await pipe.WaitForConnectionAsync(TestContext.CancellationToken);
        await pipe.WriteAsync(Encoding.ASCII.GetBytes(answer + "\n"), TestContext.CancellationToken);
    }

    private Task<Uri?> Ask() => RunningManager.Ask(name, folder.Path, Patience, TestContext.CancellationToken);
}
