using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Tls;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>One connection as its server sees it.</summary>
internal sealed class AgentConnection(Socket socket) : IDisposable
{
    private readonly TlsServerProtocol protocol = new();
    private readonly byte[] arrived = new byte[4096];

    /// <summary>Shakes hands and reads up to the end of the request's header.</summary>
    public async Task<string> ReadRequest(ProtocolVersion? version = null, int[]? cipherSuites = null)
    {
        await ShakeHands(version, cipherSuites);
        var request = new StringBuilder();
        while (true)
        {
            var bytes = new byte[protocol.GetAvailableInputBytes()];
            protocol.ReadInput(bytes, 0, bytes.Length);
            request.Append(Encoding.ASCII.GetString(bytes));
            if (request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                return request.ToString();
            await Receive();
        }
    }

    public async Task ShakeHands(ProtocolVersion? version = null, int[]? cipherSuites = null)
    {
        protocol.Accept(new AgentTlsServer(version ?? ProtocolVersion.TLSv13, cipherSuites ?? AgentTlsServer.AgentCipherSuites));
        while (protocol.IsHandshaking)
            await Receive();
    }

    /// <summary>Sends text in one piece.</summary>
    public Task Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string)"/>
    public Task Write(byte[] bytes)
    {
        protocol.WriteApplicationData(bytes, 0, bytes.Length);
        return Flush();
    }

    /// <summary>Sends text as it is, without TLS.</summary>
    public async Task WritePlain(string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Ends the connection as TLS wants it.</summary>
    public async Task Close()
    {
        protocol.Close();
        await Flush();
        socket.Shutdown(SocketShutdown.Both);
    }

    /// <summary>Breaks the connection.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Waits until the other side has ended the connection.</summary>
    public async Task WaitForEnd()
    {
        while (await socket.ReceiveAsync(arrived) > 0)
        {
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task Receive()
    {
        var count = await socket.ReceiveAsync(arrived);
        if (count == 0)
            throw new EndOfStreamException();
        try
        {
            protocol.OfferInput(arrived, 0, count);
        }
        finally
        {
            // An alert, when it did not like what it got.
            await Flush();
        }
    }

    private async Task Flush()
    {
        var waiting = new byte[protocol.GetAvailableOutputBytes()];
        protocol.ReadOutput(waiting, 0, waiting.Length);
        await socket.SendAsync(waiting);
    }
}
