using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Octopus.Certificates;
using Octopus.Tests.Support;

namespace Octopus.Tests.Certificates;

[TestClass]
public sealed class AgentCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);

    [TestMethod]
    public void New_certificate_names_the_instance_and_is_valid_for_a_hundred_years()
    {
        var certificate = AgentCertificate.Create("Prod A, blue", time);

        Assert.AreEqual("CN=Octopus Tentacle Prod A\\, blue", certificate.Subject);
        Assert.AreEqual(Now.AddDays(-1), certificate.NotBefore);
        Assert.AreEqual(Now.AddYears(100), certificate.NotAfter);
        Assert.AreEqual("ECDSA P-256", certificate.Key.ToString());
        Assert.IsEmpty(certificate.Warnings(time));
    }

    [TestMethod]
    [DataRow("a", 47, "Octopus Tentacle ")]
    [DataRow("a", 48, "")]
    [DataRow("a", 64, "")]
    [DataRow("阪", 64, "")]
    [DataRow("🐙", 32, "")]
    public void New_certificate_is_made_for_the_longest_name(string letter, int count, string before)
    {
        var name = string.Concat(Enumerable.Repeat(letter, count));

        var certificate = AgentCertificate.Create(name, time);

        Assert.AreEqual($"CN={before}{name}", certificate.Subject);
        using var opened = X509CertificateLoader.LoadPkcs12(certificate.ToPfx("x"), "x");
        Assert.AreEqual(before + name, opened.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    [TestMethod]
    public void New_certificates_are_never_the_same() =>
        Assert.AreNotEqual(AgentCertificate.Create("a", time).Thumbprint, AgentCertificate.Create("a", time).Thumbprint);

    [TestMethod]
    [DataRow("ECDSA P-256")]
    [DataRow("ECDSA P-384")]
    [DataRow("RSA 2048")]
    public void Exported_certificate_is_what_another_program_opens_with_the_password(string kind)
    {
        using var source = OtherCertificate.OfKind(kind);
        var certificate = CertificateReader.Read(source.Pfx(), "x.pfx", OtherCertificate.Password);

        using var opened = X509CertificateLoader.LoadPkcs12(certificate.ToPfx("ändere 1"), "ändere 1");

        Assert.AreEqual(source.Thumbprint, opened.Thumbprint);
        Assert.IsTrue(opened.HasPrivateKey);
        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(certificate.ToPfx("ändere 1"), "x.pfx", "ändere 1").Thumbprint);
        Assert.ThrowsExactly<CryptographicException>(() => X509CertificateLoader.LoadPkcs12(certificate.ToPfx("ändere 1"), "andere 1"));
    }

    [TestMethod]
    public void Thumbprints_are_as_another_program_shows_them()
    {
        using var source = OtherCertificate.Ecdsa();

        var certificate = CertificateReader.Read(source.Pem, "x.pem", null);

        Assert.AreEqual(source.Thumbprint, certificate.Thumbprint);
        Assert.AreEqual(source.Sha256, certificate.Sha256);
        Assert.AreEqual(certificate.Thumbprint, Octopus.Instances.Thumbprint.Check(certificate.Thumbprint));
    }

    [TestMethod]
    public void Certificate_that_has_expired_is_warned_of()
    {
        using var source = OtherCertificate.Ecdsa(from: Now.AddDays(-10), to: Now.AddDays(-1));

        Assert.AreEqual(
            $"The certificate {source.Thumbprint} has expired on 2026-11-23.",
            CertificateReader.Read(source.Pem, "x.pem", null).Warnings(time).Single());
    }

    [TestMethod]
    public void Certificate_that_is_not_valid_yet_is_warned_of()
    {
        using var source = OtherCertificate.Ecdsa(from: Now.AddDays(1), to: Now.AddDays(10));

        Assert.AreEqual(
            $"The certificate {source.Thumbprint} is not valid before 2026-11-25.",
            CertificateReader.Read(source.Pem, "x.pem", null).Warnings(time).Single());
    }

    [TestMethod]
    public void Short_key_is_warned_of()
    {
        using var source = OtherCertificate.Rsa(1024);
        var certificate = CertificateReader.Read(source.Pem, "x.pem", null);

        Assert.AreEqual($"The certificate {source.Thumbprint} has a weak key, RSA 1024.", certificate.Warnings(TimeProvider.System).Single());
    }
}
