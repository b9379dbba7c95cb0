using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Octopus.Tests.Support;

/// <summary>A certificate as another program makes it: with the operating system's cryptography, not with the library under test.</summary>
public sealed class OtherCertificate : IDisposable
{
    public const string Password = "geheim Ü 1";

    private readonly AsymmetricAlgorithm key;
    private readonly X509Certificate2 certificate;

    private OtherCertificate(AsymmetricAlgorithm key, CertificateRequest request, DateTimeOffset? from, DateTimeOffset? to)
    {
        this.key = key;
        certificate = request.CreateSelfSigned(from ?? TimeProvider.System.GetUtcNow().AddDays(-1), to ?? TimeProvider.System.GetUtcNow().AddYears(1));
    }

    public static OtherCertificate Rsa(int bits = 2048)
    {
        var key = RSA.Create(bits);
        return new(key, new("CN=RSA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null, null);
    }

    public static OtherCertificate Ecdsa(ECCurve? curve = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        return new(key, new("CN=ECDSA", key, HashAlgorithmName.SHA256), from, to);
    }

    /// <summary>One whose key usage allows no signature.</summary>
    public static OtherCertificate ForEncryption()
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Encryption", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        return new(key, request, null, null);
    }

    public static OtherCertificate OfKind(string kind) => kind switch
    {
        "RSA 2048" => Rsa(),
        "RSA 1024" => Rsa(1024),
        "ECDSA P-384" => Ecdsa(ECCurve.NamedCurves.nistP384),
        "ECDSA P-521" => Ecdsa(ECCurve.NamedCurves.nistP521),
        _ => Ecdsa(),
    };

    public string Thumbprint => certificate.Thumbprint;

    public string Sha256 => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public byte[] Der => certificate.RawData;

    public string CertificatePem => certificate.ExportCertificatePem() + "\n";

    public string KeyPem => key.ExportPkcs8PrivateKeyPem() + "\n";

    public string EncryptedKeyPem => EncryptedKey(Password);

    public string EncryptedKey(string password) => key.ExportEncryptedPkcs8PrivateKeyPem(
        password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)) + "\n";

    public string TraditionalKeyPem => key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() + "\n" : ((ECDsa)key).ExportECPrivateKeyPem() + "\n";

    public byte[] Pem => Encoding.ASCII.GetBytes(CertificatePem + KeyPem);

    public byte[] Pfx(string? password = Password, params OtherCertificate[] more) =>
        new X509Certificate2Collection((X509Certificate2[])[certificate, .. more.Select(other => other.certificate)]).Export(X509ContentType.Pfx, password)!;

    public byte[] PfxWithoutKey()
    {
        using var alone = X509CertificateLoader.LoadCertificate(certificate.RawData);
        return alone.Export(X509ContentType.Pfx, Password);
    }

    public byte[] ModernPfx() => Export(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Password);

    public byte[] Export(Pkcs12ExportPbeParameters cipher, string password) => certificate.ExportPkcs12(cipher, password);

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
