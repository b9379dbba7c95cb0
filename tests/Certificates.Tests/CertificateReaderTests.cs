using System.Security.Cryptography;
using System.Text;
using Octopus.Certificates;
using Octopus.Tests.Support;

namespace Octopus.Tests.Certificates;

/// <summary>A certificate is read in whatever form people have it, and what is wrong with one is said.</summary>
[TestClass]
public sealed class CertificateReaderTests : IDisposable
{
    private readonly OtherCertificate source = OtherCertificate.Ecdsa();
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        source.Dispose();
        folder.Dispose();
    }

    [TestMethod]
    [DataRow("ECDSA P-256")]
    [DataRow("ECDSA P-384")]
    [DataRow("ECDSA P-521")]
    [DataRow("RSA 2048")]
    public void Each_kind_of_key_is_read_from_each_form(string kind)
    {
        using var other = OtherCertificate.OfKind(kind);

        foreach (var content in new[]
        {
            other.Pfx(), other.ModernPfx(), other.Pem,
            Encoding.ASCII.GetBytes(other.EncryptedKeyPem + other.CertificatePem),
            Encoding.ASCII.GetBytes(other.TraditionalKeyPem.ReplaceLineEndings("\r\n") + other.CertificatePem),
        })
        {
            var certificate = CertificateReader.Read(content, "x", OtherCertificate.Password);
            Assert.AreEqual(other.Thumbprint, certificate.Thumbprint);
            Assert.AreEqual(kind, certificate.Key.ToString());
        }
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void Pfx_without_a_password_needs_none(string? password)
    {
        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(source.Pfx(password), "x", null).Thumbprint);
        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(source.Pfx(password), "x", "").Thumbprint);
    }

    [TestMethod]
    public void Base64_text_is_read_with_and_without_line_ends()
    {
        var text = Convert.ToBase64String(source.Pfx(), Base64FormattingOptions.InsertLineBreaks);

        Assert.AreEqual(source.Thumbprint, CertificateReader.ReadBase64(text, OtherCertificate.Password).Thumbprint);
        Assert.AreEqual(source.Thumbprint, CertificateReader.ReadBase64(text.ReplaceLineEndings(""), OtherCertificate.Password).Thumbprint);
        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(Encoding.UTF8.GetBytes("\uFEFF" + text + "\n"), "x", OtherCertificate.Password).Thumbprint);
    }

    [TestMethod]
    public void Text_may_be_PEM_as_well() =>
        Assert.AreEqual(source.Thumbprint, CertificateReader.ReadBase64(Encoding.ASCII.GetString(source.Pem), null).Thumbprint);

    [TestMethod]
    public void Chain_beside_the_certificate_does_no_harm()
    {
        using var issuer = OtherCertificate.Rsa();
        using var alone = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(issuer.Der);

        Assert.AreEqual(
            source.Thumbprint,
            CertificateReader.Read(Encoding.ASCII.GetBytes(alone.ExportCertificatePem() + "\n" + source.CertificatePem + source.KeyPem), "x", null).Thumbprint);
    }

    [TestMethod]
    public void File_is_told_by_what_it_holds_and_not_by_its_name()
    {
        var path = folder.File("a.pem");
        File.WriteAllBytes(path, source.Pfx());

        Assert.AreEqual(source.Thumbprint, CertificateReader.ReadFile(path, OtherCertificate.Password).Thumbprint);
    }

    [TestMethod]
    public void Wrong_password_is_named()
    {
        foreach (var content in new[] { source.Pfx(), source.ModernPfx(), Encoding.ASCII.GetBytes(source.CertificatePem + source.EncryptedKeyPem) })
        {
            Refused(CertificateError.WrongPassword, "x.pfx does not open with this password.", content, "wrong");
            Refused(CertificateError.WrongPassword, "x.pfx is protected with a password.", content, null);
        }
    }

    [TestMethod]
    public void Certificate_without_its_private_key_is_named()
    {
        foreach (var content in new[] { source.PfxWithoutKey(), Encoding.ASCII.GetBytes(source.CertificatePem), source.Der })
            Refused(CertificateError.NoPrivateKey, "x.pfx holds no private key.", content);
    }

    [TestMethod]
    public void Private_key_of_another_certificate_is_named()
    {
        using var other = OtherCertificate.Ecdsa();

        Refused(CertificateError.NoPrivateKey, "x.pfx holds a private key that is not its certificate's.", Encoding.ASCII.GetBytes(source.CertificatePem + other.KeyPem));
    }

    [TestMethod]
    public void Two_certificates_with_their_keys_are_one_too_many()
    {
        using var other = OtherCertificate.Rsa();

        Refused(CertificateError.NoPrivateKey, "x.pfx holds 2 certificates with private keys.", source.Pfx(more: other));
    }

    [TestMethod]
    public void Key_that_agents_cannot_use_is_named()
    {
        using var other = OtherCertificate.Ecdsa(ECCurve.NamedCurves.brainpoolP256r1);

        Refused(CertificateError.KeyNotSupported, "x.pfx has a key of a kind that an agent cannot use.", other.Pfx());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("hello")]
    [DataRow("aGVsbG8=")]
    [DataRow("-----BEGIN CERTIFICATE-----\nAAAA")]
    [DataRow("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [DataRow("-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----")]
    public void Something_else_is_no_certificate(string text) =>
        Refused(CertificateError.NoCertificate, "x.pfx is not a certificate, or is damaged.", Encoding.UTF8.GetBytes(text));

    [TestMethod]
    public void Private_key_alone_is_no_certificate() =>
        Refused(CertificateError.NoCertificate, "x.pfx holds no certificate.", Encoding.ASCII.GetBytes(source.KeyPem));

    [TestMethod]
    public void Text_that_is_not_base64_is_named() =>
        Assert.AreEqual(
            "The text is not base64. Name the base64 text of a PFX file.",
            Assert.ThrowsExactly<CertificateException>(() => CertificateReader.ReadBase64("C:\\a.pfx", null)).Message);

    [TestMethod]
    public void File_that_is_far_too_large_is_not_read()
    {
        var path = folder.File("large.pfx");
        using (var file = File.Create(path))
            file.SetLength(1024 * 1024 + 1);

        Assert.AreEqual(
            CertificateError.NoCertificate, Assert.ThrowsExactly<CertificateException>(() => CertificateReader.ReadFile(path, null)).Error);
    }

    private static void Refused(CertificateError error, string message, byte[] content, string? password = OtherCertificate.Password)
    {
        var refusal = Assert.ThrowsExactly<CertificateException>(() => CertificateReader.Read(content, "x.pfx", password));

        Assert.AreEqual(error, refusal.Error, refusal.Message);
        Assert.StartsWith(message, refusal.Message);
        Assert.EndsWith(".", refusal.Message);
    }
}
