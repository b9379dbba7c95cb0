using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Octopus.Lifecycle.Health;

/// <summary>
/// What a probe offers in a handshake: of TLS 1.2 and 1.3 the cipher suites that each agent has, and the kinds of certificates that agents
/// make or import. Whose certificate it is, and who signed it how, does not matter; see <see cref="HealthProbe"/>.
/// </summary>
internal sealed class HealthTlsClient(BcTlsCrypto crypto) : AbstractTlsClient(crypto)
{
    public override TlsAuthentication GetAuthentication() => new AnyServer();

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12);

    protected override int[] GetSupportedCipherSuites() =>
        [CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256];

    // The first agrees on keys; TLS 1.2 wants the curve of the certificate among them too.
    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
        [NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1, NamedGroup.secp521r1];

    protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
    [
        SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
        SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
        SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha512, SignatureAlgorithm.ecdsa),
        SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
    ];

    public override bool ShouldCheckSigAlgOfPeerCerts() => false;

    protected override CertificateStatusRequest? GetCertificateStatusRequest() => null;

    private sealed class AnyServer : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
    }
}
