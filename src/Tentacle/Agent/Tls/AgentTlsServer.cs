using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Tentacle.Agent.Tls;

/// <summary>What the agent offers in a handshake: TLS 1.2 and 1.3, forward secrecy and authenticated encryption only.</summary>
internal sealed class AgentTlsServer(BcTlsCrypto crypto, AgentCertificate certificate) : DefaultTlsServer(crypto)
{
    private static readonly int[] CipherSuites =
    [
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12);

    protected override int[] GetSupportedCipherSuites() => TlsUtilities.GetSupportedCipherSuites(Crypto, CipherSuites);

    public override TlsCredentials GetCredentials()
    {
        var parameters = new TlsCryptoParameters(m_context);
        var chain = new BcTlsCertificate(crypto, certificate.Certificate.CertificateStructure);
        // In TLS 1.3 a certificate message carries a request context, empty for a server; before, it has none.
        var message = TlsUtilities.IsTlsV13(m_context)
            ? new Certificate([], [new CertificateEntry(chain, null)])
            : new Certificate([chain]);
        return new BcDefaultTlsCredentialedSigner(
            parameters,
            crypto,
            certificate.PrivateKey,
            message,
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }
}
