using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Org.BouncyCastle.Tls;

namespace Octopus.Tentacle.Agent.Tls;

/// <summary>
/// Moves bytes between a transport and an application through one TLS protocol object, which does no waiting of its own and is used
/// by one direction at a time.
/// </summary>
internal sealed class TlsSession : IDisposable
{
    private readonly IDuplexPipe _transport;
    private readonly TlsServer _server;
    private readonly TlsServerProtocol _protocol = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Pipe _decrypted = new();
    private readonly Pipe _plain = new();

    public TlsSession(IDuplexPipe transport, TlsServer server)
    {
        _transport = transport;
        _server = server;
        Application = new ApplicationSide(_decrypted.Reader, _plain.Writer);
    }

    /// <summary>What the application reads and writes.</summary>
    public IDuplexPipe Application { get; }

    public void Dispose() => _turn.Dispose();

    /// <summary>Shakes hands. False when the client went away, was too slow, or wanted what is not offered.</summary>
    public async Task<bool> Handshake(CancellationToken cancellation)
    {
        try
        {
            _protocol.Accept(_server);
            while (_protocol.IsHandshaking)
            {
                if (!await ReceiveOnce(cancellation).ConfigureAwait(false))
                    return false;
            }

            return true;
        }
        catch (Exception broken) when (broken is TlsException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Carries both directions until either side ends.</summary>
    public async Task Pump(CancellationToken closed) =>
        await Task.WhenAll(Receive(closed), Send(closed)).ConfigureAwait(false);

    private async Task Receive(CancellationToken closed)
    {
        Exception? end = null;
        try
        {
            while (!_protocol.IsClosed && await ReceiveOnce(closed).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The transport is closed already, and the server knows.
        }
        catch (Exception broken) when (broken is TlsException or IOException)
        {
            end = new ConnectionResetException("The TLS connection broke.", broken);
        }

        await _decrypted.Writer.CompleteAsync(end).ConfigureAwait(false);
    }

    private async Task<bool> ReceiveOnce(CancellationToken cancellation)
    {
        var read = await _transport.Input.ReadAsync(cancellation).ConfigureAwait(false);
        var received = read.Buffer.ToArray();
        _transport.Input.AdvanceTo(read.Buffer.End);
        if (received.Length == 0)
            return !read.IsCompleted && !read.IsCanceled;

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _protocol.OfferInput(received);
            Drain(_protocol.GetAvailableInputBytes(), _protocol.ReadInput, _decrypted.Writer);
            Drain(_protocol.GetAvailableOutputBytes(), _protocol.ReadOutput, _transport.Output);
        }
        finally
        {
            _turn.Release();
        }

        await _transport.Output.FlushAsync(cancellation).ConfigureAwait(false);
        return !(await _decrypted.Writer.FlushAsync(cancellation).ConfigureAwait(false)).IsCompleted;
    }

    private async Task Send(CancellationToken closed)
    {
        try
        {
            while (true)
            {
                var read = await _plain.Reader.ReadAsync(closed).ConfigureAwait(false);
                await _turn.WaitAsync(closed).ConfigureAwait(false);
                try
                {
                    foreach (var segment in read.Buffer)
                        _protocol.WriteApplicationData(segment.ToArray(), 0, segment.Length);
                    if (read.IsCompleted)
                        _protocol.Close();
                    Drain(_protocol.GetAvailableOutputBytes(), _protocol.ReadOutput, _transport.Output);
                }
                finally
                {
                    _turn.Release();
                }

                _plain.Reader.AdvanceTo(read.Buffer.End);
                await _transport.Output.FlushAsync(closed).ConfigureAwait(false);
                if (read.IsCompleted)
                    break;
            }
        }
        catch (Exception broken) when (broken is TlsException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The client is gone; the server notices from the completed reader.
        }

        await _plain.Reader.CompleteAsync().ConfigureAwait(false);
        _transport.Input.CancelPendingRead();
    }

    private static void Drain(int available, Func<byte[], int, int, int> read, PipeWriter writer)
    {
        if (available == 0)
            return;
        var bytes = new byte[available];
        read(bytes, 0, available);
        writer.Write(bytes);
    }

    private sealed record ApplicationSide(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
