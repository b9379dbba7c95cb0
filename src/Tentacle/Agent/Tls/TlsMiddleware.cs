using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Octopus.Certificates;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Tentacle.Agent.Tls;

/// <summary>
/// TLS for a connection, in managed code: one implementation, the one that is tested, wherever the agent runs, and a private key
/// that never enters a machine-wide key store.
/// </summary>
internal sealed class TlsMiddleware(ConnectionDelegate next, AgentCertificate certificate, TimeProvider time)
{
    /// <summary>How long a client may take to shake hands.</summary>
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    /// <summary>How long one that has connected may say nothing at all.</summary>
    private static readonly TimeSpan FirstBytePatience = TimeSpan.FromSeconds(3);

    private readonly BcTlsCrypto _crypto = new(new SecureRandom());

    public async Task OnConnection(ConnectionContext connection)
    {
        var transport = connection.Transport;
        if (!await SaysSomething(transport.Input).ConfigureAwait(false))
            return;
        using var session = new TlsSession(transport, new AgentTlsServer(_crypto, certificate));
        using (var late = new CancellationTokenSource(HandshakePatience, time))
        {
            if (!await session.Handshake(late.Token).ConfigureAwait(false))
                return;
        }

        connection.Features.Set<ITlsConnectionFeature>(new TlsFeature());
        connection.Transport = session.Application;
        var pump = session.Pump(connection.ConnectionClosed);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await session.Application.Output.CompleteAsync().ConfigureAwait(false);
            await session.Application.Input.CompleteAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
            connection.Transport = transport;
        }
    }

    private async Task<bool> SaysSomething(PipeReader input)
    {
        using var late = new CancellationTokenSource(FirstBytePatience, time);
        try
        {
            var first = await input.ReadAsync(late.Token).ConfigureAwait(false);
            // Looked at and left where it is, for the handshake.
            input.AdvanceTo(first.Buffer.Start);
            return !first.Buffer.IsEmpty;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    // Its presence tells the server that the scheme is https.
    private sealed class TlsFeature : ITlsConnectionFeature
    {
        public System.Security.Cryptography.X509Certificates.X509Certificate2? ClientCertificate { get; set; }

        public Task<System.Security.Cryptography.X509Certificates.X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ClientCertificate);
    }
}
