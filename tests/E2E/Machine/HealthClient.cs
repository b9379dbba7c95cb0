using System.Net.Sockets;
using System.Text.Json;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Asks an instance who it is, over HTTPS, as anything else on the network would.</summary>
internal sealed class HealthClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The answer, or <see langword="null"/> when nobody listens.</summary>
    public static Health? Ask(int port)
    {
        using var connection = new TcpClient();
        try
        {
            connection.Connect("127.0.0.1", port);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return null;
        }

        connection.ReceiveTimeout = connection.SendTimeout = (int)Patience.TotalMilliseconds;
        // TLS in managed code: Wine's own cannot make the keys (docs/decisions).
        var tls = new TlsClientProtocol(connection.GetStream());
        tls.Connect(new AnyServer());
        tls.Stream.Write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
        using var reader = new StreamReader(tls.Stream);
        var answer = reader.ReadToEnd();
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            throw new InvalidDataException($"Port {port} answered: {answer}");
        var body = answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)];
        return JsonSerializer.Deserialize<Health>(body, JsonSerializerOptions.Web);
    }

    // Who answers is what the test asks; trust is not.
    private sealed class AnyServer() : DefaultTlsClient(new BcTlsCrypto(new SecureRandom()))
    {
        public override TlsAuthentication GetAuthentication() => new AnyCertificate();
    }

    private sealed class AnyCertificate : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
    }
}

internal sealed record Health(string Instance, string Version, int ProcessId, DateTimeOffset StartedAt);
