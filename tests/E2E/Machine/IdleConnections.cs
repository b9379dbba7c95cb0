using System.Net;
using System.Net.Sockets;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// Somebody on the network who opens connections to ports of this machine and says nothing. What is closed is opened again, all the time,
/// until disposed.
/// </summary>
internal sealed class IdleConnections : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource end = new();
    private readonly List<Thread> threads = [];
    private int opened;

    /// <summary>Begins with so many to each port.</summary>
    public IdleConnections(int count, IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            var thread = new Thread(() => Hold(count, port)) { IsBackground = true, Name = $"Idle connections to {port}" };
            threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>How many were opened so far.</summary>
    public int Opened => opened;

    public void Dispose()
    {
        end.Cancel();
        threads.ForEach(thread => thread.Join());
        end.Dispose();
    }

    private void Hold(int count, int port)
    {
        var held = new List<Socket>();
        while (!end.Token.WaitHandle.WaitOne(Pause))
        {
            foreach (var closed in held.Where(IsClosed).ToList())
            {
                held.Remove(closed);
                closed.Dispose();
            }

            while (held.Count < count && TryOpen(port) is { } socket)
                held.Add(socket);
        }

        held.ForEach(socket => socket.Dispose());
    }

    private Socket? TryOpen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            Interlocked.Increment(ref opened);
            return socket;
        }
        catch (SocketException)
        {
            // Nobody listens just now.
            socket.Dispose();
            return null;
        }
    }

    // The agent never speaks first: what can be read is the end.
    private static bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectRead);
}
