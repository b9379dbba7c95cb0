using Octopus.Certificates;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Tentacle.Agent.Tls;

/// <summary>What the agent offers in a handshake: TLS 1.2 and 1.3, forward secrecy and authenticated encryption only.</summary>
internal sealed class AgentTlsServer(BcTlsCrypto crypto, AgentCertificate certificate) : DefaultTlsServer(crypto)
{
    private static readonly int[] CipherSuitesOfTls13 =
    [
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    ];

    private static readonly int[] CipherSuitesOfEcdsa =
    [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    private static readonly int[] CipherSuitesOfRsa =
    [
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12);

    // Before TLS 1.3 a cipher suite says what kind of key signs.
    protected override int[] GetSupportedCipherSuites() => TlsUtilities.GetSupportedCipherSuites(
        Crypto, [.. CipherSuitesOfTls13, .. certificate.Key.Kind == CertificateKeyKind.Rsa ? CipherSuitesOfRsa : CipherSuitesOfEcdsa]);

    public override TlsCredentials GetCredentials()
    {
        var parameters = new TlsCryptoParameters(m_context);
        var chain = new BcTlsCertificate(crypto, certificate.Certificate.CertificateStructure);
        // In TLS 1.3 a certificate message carries a request context, empty for a server; before, it has none.
        var message = TlsUtilities.IsTlsV13(m_context)
            ? new Certificate([], [new CertificateEntry(chain, null)])
            : new Certificate([chain]);
        return new BcDefaultTlsCredentialedSigner(parameters, crypto, certificate.PrivateKey, message, SignatureFor());
    }

    private SignatureAndHashAlgorithm SignatureFor()
    {
        var offered = m_context.SecurityParameters.ClientSigAlgs;
        return Signatures().FirstOrDefault(algorithm => offered?.Contains(algorithm) == true)
            ?? throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    // The client chooses among what the key can do; the older form of RSA is for TLS 1.2 only.
    private SignatureAndHashAlgorithm[] Signatures() => certificate.Key.Kind switch
    {
        CertificateKeyKind.EcdsaP384 => [SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa)],
        CertificateKeyKind.EcdsaP521 => [SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha512, SignatureAlgorithm.ecdsa)],
        CertificateKeyKind.Rsa when TlsUtilities.IsTlsV13(m_context) => [SignatureAndHashAlgorithm.rsa_pss_rsae_sha256],
        CertificateKeyKind.Rsa =>
            [SignatureAndHashAlgorithm.rsa_pss_rsae_sha256, SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa)],
        _ => [SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa)],
    };
}
