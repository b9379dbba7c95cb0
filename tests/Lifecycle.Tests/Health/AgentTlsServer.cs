using System.Runtime.CompilerServices;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Org.BouncyCastle.X509;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>The server's part of a handshake, with a certificate as agents make them: self-signed, ECDSA on P-256.</summary>
internal sealed class AgentTlsServer(ProtocolVersion version, int[] cipherSuites) : DefaultTlsServer(Cryptography)
{
    /// <summary>What the agent offers.</summary>
    public static readonly int[] AgentCipherSuites =
    [
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    ];

    private static readonly BcTlsCrypto Cryptography = new(new SecureRandom());
    private static readonly AsymmetricCipherKeyPair Keys = MakeKeys();
    private static readonly X509Certificate SelfSigned = MakeCertificate();

    /// <summary>Makes the certificate, as an agent has it before anybody asks. It is made once.</summary>
    public static void Prepare() => RuntimeHelpers.RunClassConstructor(typeof(AgentTlsServer).TypeHandle);

    protected override ProtocolVersion[] GetSupportedVersions() => version.Only();

    protected override int[] GetSupportedCipherSuites() => cipherSuites;

    public override TlsCredentials GetCredentials()
    {
        var certificate = new BcTlsCertificate(Cryptography, SelfSigned.CertificateStructure);
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context),
            Cryptography,
            Keys.Private,
            TlsUtilities.IsTlsV13(m_context) ? new Certificate([], [new CertificateEntry(certificate, null)]) : new Certificate([certificate]),
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    private static AsymmetricCipherKeyPair MakeKeys()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, new SecureRandom()));
        return generator.GenerateKeyPair();
    }

    private static X509Certificate MakeCertificate()
    {
        var name = new X509Name("CN=Octopus Tentacle");
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(BigInteger.One);
        certificate.SetIssuerDN(name);
        certificate.SetSubjectDN(name);
        certificate.SetNotBefore(new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        certificate.SetNotAfter(new(2120, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        certificate.SetPublicKey(Keys.Public);
        return certificate.Generate(new Asn1SignatureFactory("SHA256WITHECDSA", Keys.Private));
    }
}
