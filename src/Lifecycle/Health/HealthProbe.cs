using System.Net.Sockets;
using System.Text;
using Octopus.Instances;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Lifecycle.Health;

/// <summary>
/// Asks over HTTPS, at the port in the instance's configuration, on this machine's loopback address.
/// <para>
/// Any certificate will do. Another program could listen on the port, so an answer is believed for what can be checked elsewhere:
/// the caller compares the process with the one the service manager started. And nothing secret is sent.
/// </para>
/// <para>
/// TLS is managed code, as in the agent (docs/decisions/0002), and waits for nothing: a hundred instances are asked at once without
/// a thread each.
/// </para>
/// </summary>
/// <param name="store">Where the instances are recorded.</param>
/// <param name="time">Measures the patience.</param>
public sealed class HealthProbe(IInstanceStore store, TimeProvider time) : IHealthProbe
{
    private readonly InstancePorts _ports = new(store, time);
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The asking was ended. Nothing else is thrown.</exception>
    // The thread that asks may be the installer's; files are read and keys made on another.
    public Task<HealthAnswer> Ask(string instance, TimeSpan patience, CancellationToken cancellation) =>
        Task.Run(() => Answer(instance, patience < TimeSpan.Zero ? TimeSpan.Zero : patience, cancellation), cancellation);

    private async Task<HealthAnswer> Answer(string instance, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = time.CreateCancellationTokenSource(patience);
        if (!_ports.TryFind(instance, out var port, out var nowhere))
            return HealthAnswer.Unreachable(nowhere);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await AskPort(port, end.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or BadAnswerException)
        {
            // What ends the asking closes the connection, and that breaks whatever was waited for.
            cancellation.ThrowIfCancellationRequested();
            return HealthAnswer.Silence(late.IsCancellationRequested ? $"port {port} gave no answer within {patience.TotalSeconds:0.###} s" : Reason(broken, port));
        }
    }

    private async Task<HealthAnswer> AskPort(int port, CancellationToken end)
    {
        using var connection = new TlsConnection();
        using var close = end.Register(connection.Dispose);
        await connection.Open(port, new HealthTlsClient(_crypto)).ConfigureAwait(false);
        await connection.Send(Encoding.ASCII.GetBytes($"GET /health HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")).ConfigureAwait(false);
        return HealthJson.Read(await new HttpReader(connection).ReadBody().ConfigureAwait(false));
    }

    private static string Reason(Exception broken, int port) => broken switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"nobody listens on port {port}",
        SocketException socket => $"the connection to port {port} broke ({socket.SocketErrorCode})",
        BadAnswerException bad => $"port {port} {bad.Message}",
        _ => $"port {port} does not speak TLS as an agent does ({broken.Message})",
    };
}
