using System.Net;
using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace Octopus.Lifecycle.Health;

/// <summary>
/// One TLS connection to a port of this machine. Nothing in it has a time limit: whoever is out of patience disposes it, from any
/// thread, and what was waited for breaks.
/// </summary>
/// <param name="address">An address of this machine, and the port.</param>
internal sealed class TlsConnection(IPEndPoint address) : IDisposable
{
    /// <summary>The most that is received, handshake included. An agent sends some two thousand bytes.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly Socket _socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TlsClientProtocol _protocol = new();
    private readonly byte[] _arrived = new byte[4096];
    private int _total;

    /// <summary>Connects and shakes hands.</summary>
    public async Task Open(TlsClient client)
    {
        // From the address itself: one that is not this machine's fails here, and no other machine is ever asked.
        if (!IPAddress.IsLoopback(address.Address))
            _socket.Bind(new IPEndPoint(address.Address, 0));
        await _socket.ConnectAsync(address).ConfigureAwait(false);
        _protocol.Connect(client);
        await Flush().ConfigureAwait(false);
        while (_protocol.IsHandshaking)
        {
            if (!await ReceiveOnce().ConfigureAwait(false))
                throw new BadAnswerException("ended the connection while shaking hands");
            await Flush().ConfigureAwait(false);
        }

        if (_protocol.IsClosed)
            throw new BadAnswerException("ended the connection after shaking hands");
    }

    /// <summary>Sends what the other side is to read.</summary>
    public Task Send(byte[] data)
    {
        _protocol.WriteApplicationData(data, 0, data.Length);
        return Flush();
    }

    /// <summary>The next that has arrived; empty when the other side has ended.</summary>
    public async Task<byte[]> Receive()
    {
        while (_protocol.GetAvailableInputBytes() == 0)
        {
            if (_protocol.IsClosed || !await ReceiveOnce().ConfigureAwait(false))
                return [];
        }

        var data = new byte[_protocol.GetAvailableInputBytes()];
        _protocol.ReadInput(data, 0, data.Length);
        return data;
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveOnce()
    {
        var count = await _socket.ReceiveAsync(new ArraySegment<byte>(_arrived), SocketFlags.None).ConfigureAwait(false);
        _total += count;
        if (_total > MostBytes)
            throw new BadAnswerException($"sent more than {MostBytes / 1024} kB");
        _protocol.OfferInput(_arrived, 0, count);
        return count > 0;
    }

    private async Task Flush()
    {
        var waiting = new byte[_protocol.GetAvailableOutputBytes()];
        _protocol.ReadOutput(waiting, 0, waiting.Length);
        for (var sent = 0; sent < waiting.Length;)
            sent += await _socket.SendAsync(new ArraySegment<byte>(waiting, sent, waiting.Length - sent), SocketFlags.None).ConfigureAwait(false);
    }
}
