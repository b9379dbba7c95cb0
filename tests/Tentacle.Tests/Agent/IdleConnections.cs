using System.Net;
using System.Net.Sockets;

namespace Octopus.Tests.Tentacle.Agent;

/// <summary>Connections to an agent that say nothing; those that it closes are left closed.</summary>
internal sealed class IdleConnections : IDisposable
{
    private readonly List<Socket> sockets = [];

    /// <summary>Opens so many from an address of this machine.</summary>
    public static async Task<IdleConnections> Open(int count, string from, IPEndPoint to)
    {
        var idle = new IdleConnections();
        for (var one = 0; one < count; one++)
        {
            idle.sockets.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            idle.sockets[one].Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        }

        await Task.WhenAll(idle.sockets.Select(socket => Connect(socket, to)));
        return idle;
    }

    private static async Task Connect(Socket socket, IPEndPoint to)
    {
        try
        {
            await socket.ConnectAsync(to);
        }
        catch (SocketException)
        {
            // One too many, and reset before it was there.
        }
    }

    /// <summary>Waits until the agent has closed the first one.</summary>
    public async Task Closed()
    {
        try
        {
            while (await sockets[0].ReceiveAsync(new byte[1]) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed the hard way.
        }
    }

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());
}
