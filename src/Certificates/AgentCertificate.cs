using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>The certificate an instance is known by, with its private key. Servers know it by its thumbprint.</summary>
public sealed class AgentCertificate
{
    /// <summary>How long a new certificate lives. It is pinned by thumbprint and not renewed by date.</summary>
    private const int Years = 100;

    /// <summary>The longest common name that X.520 allows, in characters; a name of an instance may be as long.</summary>
    private const int LongestCommonName = 64;

    private const string SignatureAlgorithm = "SHA256WITHECDSA";

    private readonly byte[] _encoded;

    /// <exception cref="CertificateException"><see cref="CertificateError.KeyNotSupported"/>.</exception>
    internal AgentCertificate(X509Certificate certificate, AsymmetricKeyParameter privateKey, string source)
    {
        Certificate = certificate;
        PrivateKey = privateKey;
        Key = CertificateKey.Of(privateKey)
            ?? throw new CertificateException(
                CertificateError.KeyNotSupported,
                $"{source} has a key of a kind that an agent cannot use. Choose a certificate with an RSA key, or with an ECDSA key on P-256, P-384 or P-521.");
        _encoded = certificate.GetEncoded();
    }

    /// <summary>The certificate.</summary>
    public X509Certificate Certificate { get; }

    /// <summary>Its private key.</summary>
    public AsymmetricKeyParameter PrivateKey { get; }

    /// <summary>What kind of key it is.</summary>
    public CertificateKey Key { get; }

    /// <summary>Its SHA-1 as <see cref="Octopus.Instances.Thumbprint"/> says; this is what a server is told.</summary>
    public string Thumbprint => Convert.ToHexString(DigestUtilities.CalculateDigest("SHA-1", _encoded));

    /// <summary>Its SHA-256 in the same form.</summary>
    public string Sha256 => Convert.ToHexString(DigestUtilities.CalculateDigest("SHA-256", _encoded));

    /// <summary>Whom it names.</summary>
    public string Subject => Certificate.SubjectDN.ToString();

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    /// <summary>
    /// Whether it may be used to sign, which an instance does to prove that the key is its own. A certificate that says nothing may be
    /// used for everything.
    /// </summary>
    public bool MaySign => Certificate.GetKeyUsage() is not [false, ..];

    /// <summary>Makes a new one for an instance: self-signed, ECDSA on P-256.</summary>
    public static AgentCertificate Create(string instance, TimeProvider time)
    {
        var random = new SecureRandom();
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, random));
        var keys = generator.GenerateKeyPair();

        var now = time.GetUtcNow().UtcDateTime;
        var name = new X509Name([X509Name.CN], [CommonName(instance)]);
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(new BigInteger(127, random));
        certificate.SetIssuerDN(name);
        certificate.SetSubjectDN(name);
        certificate.SetNotBefore(now.AddDays(-1));
        certificate.SetNotAfter(now.AddYears(Years));
        certificate.SetPublicKey(keys.Public);
        return new(certificate.Generate(new Asn1SignatureFactory(SignatureAlgorithm, keys.Private, random)), keys.Private, "The new certificate");
    }

    /// <summary>
    /// What somebody should know who is to use it, each a sentence: that it is not valid now, that its key is weak, or that it may not sign.
    /// </summary>
    public IReadOnlyList<string> Warnings(TimeProvider time)
    {
        var warnings = new List<string>();
        var now = time.GetUtcNow();
        if (now > NotAfter)
            warnings.Add($"The certificate {Thumbprint} has expired on {NotAfter:yyyy-MM-dd}.");
        if (now < NotBefore)
            warnings.Add($"The certificate {Thumbprint} is not valid before {NotBefore:yyyy-MM-dd}.");
        if (Key.IsWeak)
            warnings.Add($"The certificate {Thumbprint} has a weak key, {Key}.");
        if (!MaySign)
            warnings.Add($"The certificate {Thumbprint} may not sign, says its key usage, and so nobody can connect to an instance that has it. Choose one that has digital signature among its key usages.");
        return warnings;
    }

    // Nobody looks for the words before it: servers know an instance by its thumbprint.
    private static string CommonName(string instance) =>
        $"Octopus Tentacle {instance}" is { Length: <= LongestCommonName } whole ? whole : instance;

    /// <summary>Certificate and key as a PFX file, which only the password opens.</summary>
    public byte[] ToPfx(string password) => PfxFile.Write(this, password);

    /// <summary>Certificate and key as PEM text, which everybody can read.</summary>
    internal string ToPem()
    {
        using var text = new StringWriter();
        using (var writer = new PemWriter(text))
        {
            writer.WriteObject(Certificate);
            writer.WriteObject(PrivateKey);
        }

        return text.ToString();
    }
}
