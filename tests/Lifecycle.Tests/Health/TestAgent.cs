using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>Listens on a port of its own, on loopback unless told otherwise, and does with each connection what the test says.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly ConcurrentBag<AgentConnection> connections = [];
    private readonly Func<AgentConnection, Task> behave;
    private readonly Task accepting;

    public TestAgent(Func<AgentConnection, Task> behave, IPAddress? address = null)
    {
        this.behave = behave;
        address ??= IPAddress.Loopback;
        listener = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen(backlog: 128);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = Accept();
    }

    public int Port { get; }

    /// <summary>An answer with its length.</summary>
    public static string Http(string body, string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>What a healthy agent answers.</summary>
    public static string Body(string instance = "Prod A", string version = "1.1.0", int processId = 4321) =>
        $$"""{"instance":"{{instance}}","version":"{{version}}","processId":{{processId}},"startedAt":"2026-11-24T03:00:00+00:00"}""";

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        foreach (var connection in connections)
            connection.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var connection = new AgentConnection(await listener.AcceptAsync());
                connections.Add(connection);
                _ = Serve(connection);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(AgentConnection connection)
    {
        try
        {
            await behave(connection);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // The probe has had enough, which is what many tests are about; or the server has.
            connection.Dispose();
        }
    }
}
