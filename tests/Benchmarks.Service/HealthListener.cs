using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Octopus.Tests.Lifecycle.Health;

namespace Octopus.Tests.Benchmarks.Service;

/// <summary>Answers <c>/health</c> over TLS as the agent does, for one instance and as long as the process lives.</summary>
internal static class HealthListener
{
    private const int Backlog = 16;

    /// <summary>Listens from now on; returns when it does.</summary>
    public static void Open(ServiceOptions options)
    {
        if (options.Port == 0)
            return;
        AgentTlsServer.Prepare();
        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var body = $$"""{"instance":"{{options.Instance}}","version":"{{version}}","processId":{{Environment.ProcessId}}}""";
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
        socket.Listen(Backlog);
        _ = Accept(socket, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static async Task Accept(Socket listener, string answer)
    {
        while (true)
            _ = Serve(await listener.AcceptAsync(), answer);
    }

    private static async Task Serve(Socket socket, string answer)
    {
        using var connection = new AgentConnection(socket);
        try
        {
            await connection.ReadRequest();
            await connection.Write(answer);
            await connection.Close();
            await connection.WaitForEnd();
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // Who asked has had enough, and asks again when it needs to.
        }
    }
}
