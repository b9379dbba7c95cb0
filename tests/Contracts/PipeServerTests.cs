using System.IO.Pipes;
using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>A pipe tells whose it is, whatever its name says.</summary>
[TestClass]
public sealed class PipeServerTests
{
    [TestMethod]
    public async Task ProcessOf_is_the_process_that_made_the_pipe()
    {
        var name = $"Octopus.Contract.{Guid.NewGuid():N}";
        await using var server = new NamedPipeServerStream(name, PipeDirection.Out, 1);
        await using var client = new NamedPipeClientStream(".", name, PipeDirection.In);
        client.Connect(0);

        Assert.AreEqual(Environment.ProcessId, PipeServer.ProcessOf(client.SafePipeHandle));
    }
}
