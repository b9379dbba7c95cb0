using System.Net;
using System.Net.Sockets;
using System.Text;
using Octopus.Instances;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Lifecycle.Health;

/// <summary>
/// Asks the process itself, over its pipe (<see cref="HealthPipe"/>), where the network cannot get in between. Where it has none, as versions
/// before, or this caller may not use it, it asks over HTTPS, at the address and port in the instance's configuration; on loopback when it
/// listens on every address. Who opens no port answers over the pipe alone.
/// <para>
/// At the port any certificate will do. Another program could listen on the port, so an answer is believed for what can be checked elsewhere:
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
    private readonly InstanceAddresses _addresses = new(store, time);
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The asking was ended. Nothing else is thrown.</exception>
    // The thread that asks may be the installer's; files are read and keys made on another.
    public Task<HealthAnswer> Ask(string instance, int processId, TimeSpan patience, CancellationToken cancellation) =>
        Task.Run(() => Answer(instance, processId, patience < TimeSpan.Zero ? TimeSpan.Zero : patience, cancellation), cancellation);

    private async Task<HealthAnswer> Answer(string instance, int processId, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = time.CreateCancellationTokenSource(patience);
        if (processId != 0 && await AskProcess(processId, patience, cancellation).ConfigureAwait(false) is { } answer)
            return answer;
        if (!_addresses.TryFind(instance, out var address, out var nowhere))
            return nowhere;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await AskAt(address, end.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or BadAnswerException)
        {
            // What ends the asking closes the connection, and that breaks whatever was waited for.
            cancellation.ThrowIfCancellationRequested();
            return HealthAnswer.Silence(late.IsCancellationRequested ? $"{Place(address)} gave no answer within {patience.TotalSeconds:0.###} s" : Reason(broken, address));
        }
    }

    // A pipe that says nothing leaves the port its share of the time.
    private async Task<HealthAnswer?> AskProcess(int processId, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = time.CreateCancellationTokenSource(new TimeSpan(patience.Ticks / 2));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var answer = await HealthPipe.Ask(processId, end.Token).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return answer;
    }

    private async Task<HealthAnswer> AskAt(IPEndPoint address, CancellationToken end)
    {
        var host = IPAddress.IsLoopback(address.Address) ? $"localhost:{address.Port}" : address.ToString();
        using var connection = new TlsConnection(address);
        using var close = end.Register(connection.Dispose);
        await connection.Open(new HealthTlsClient(_crypto)).ConfigureAwait(false);
        await connection.Send(Encoding.ASCII.GetBytes($"GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).ConfigureAwait(false);
        return HealthJson.Read(await new HttpReader(connection).ReadBody().ConfigureAwait(false));
    }

    // The address is worth a word only when it is not the usual one.
    private static string Place(IPEndPoint address) =>
        address.Address.Equals(IPAddress.Loopback) ? $"port {address.Port}" : $"port {address.Port} of {address.Address}";

    private static string Reason(Exception broken, IPEndPoint address) => broken switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"nobody listens on {Place(address)}",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => $"this machine has no address {address.Address} to listen on",
        SocketException socket => $"the connection to {Place(address)} broke ({socket.SocketErrorCode})",
        BadAnswerException bad => $"{Place(address)} {bad.Message}",
        _ => $"{Place(address)} does not speak TLS as an agent does ({broken.Message})",
    };
}
