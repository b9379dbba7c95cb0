using System.Security.Cryptography.X509Certificates;
using System.Text;
using Octopus.Certificates;
using Octopus.Tests.Support;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Octopus.Tests.Certificates;

/// <summary>Passwords of people who do not write English alone, and wrong ones, of which one in 256 looks right for a moment.</summary>
[TestClass]
public sealed class PfxPasswordTests
{
    [TestMethod]
    [DataRow("plain")]
    [DataRow("pässwörd")]
    [DataRow("1000 €")]
    [DataRow("zażółć gęślą")]
    [DataRow("şifre")]
    [DataRow("я")]
    [DataRow("密码")]
    [DataRow("key 🔑")]
    [DataRow("\u00FF\u0100")]
    public void Password_of_any_letters_opens_what_was_exported_with_it(string password)
    {
        using var source = OtherCertificate.Ecdsa();
        var own = CertificateReader.Read(source.Pem, "x", null).ToPfx(password);

        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(own, "x", password).Thumbprint);
        foreach (var cipher in new[] { Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1 })
            Assert.AreEqual(source.Thumbprint, CertificateReader.Read(source.Export(cipher, password), "x", password).Thumbprint);
        var pem = Encoding.ASCII.GetBytes(source.CertificatePem + source.EncryptedKey(password));
        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(pem, "x", password).Thumbprint);
        foreach (var content in new[] { own, source.Export(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password), pem })
            IsAnotherPassword(content, password + "?");
    }

    [TestMethod]
    [DataRow("1000 €")]
    [DataRow("я")]
    public void Own_export_is_what_another_program_opens(string password)
    {
        using var source = OtherCertificate.Ecdsa();

        using var opened = X509CertificateLoader.LoadPkcs12(CertificateReader.Read(source.Pem, "x", null).ToPfx(password), password);

        Assert.AreEqual(source.Thumbprint, opened.Thumbprint);
    }

    [TestMethod]
    public void Wrong_reading_with_a_right_padding_is_not_the_last_one()
    {
        Opens(PfxSamples.WrongReadingOfTheCertificate, PfxSamples.Password);
        Opens(PfxSamples.WrongReadingOfTheKey, PfxSamples.Password);
    }

    [TestMethod]
    public void Each_part_has_a_reading_of_its_own() => Opens(PfxSamples.TwoCiphers, PfxSamples.Letters);

    [TestMethod]
    public void Password_by_its_bytes_opens_too() => Opens(PfxSamples.BytesForLetters, PfxSamples.Letters);

    [TestMethod]
    [DataRow("Secret1")]
    [DataRow("1000 €")]
    [DataRow("")]
    public void Password_as_UTF16_for_every_cipher_opens_too(string password)
    {
        using var source = OtherCertificate.Ecdsa();
        // As Firefox and pk12util did it until NSS 3.30: two bytes for a letter, and two more for the end.
        var bytes = Encoding.BigEndianUnicode.GetBytes(password + '\0').Select(octet => (char)octet).ToArray();

        Assert.AreEqual(source.Thumbprint, CertificateReader.Read(WithoutSealAs(source, bytes), "x", password).Thumbprint);
        IsAnotherPassword(WithoutSealAs(source, bytes), password + "?");
    }

    [TestMethod]
    public void Without_a_seal_the_content_tells_the_password()
    {
        Opens(PfxSamples.WithoutSeal, PfxSamples.Letters);

        IsAnotherPassword(PfxSamples.WithoutSeal, null);
        foreach (var wrong in Wrong())
            IsAnotherPassword(PfxSamples.WithoutSeal, wrong);
    }

    [TestMethod]
    public void Wrong_password_of_a_text_is_one_whatever_it_makes_of_the_key()
    {
        var content = Encoding.ASCII.GetBytes(PfxSamples.Pem);
        Opens(content, PfxSamples.Letters);

        IsAnotherPassword(content, null);
        foreach (var wrong in Wrong())
            IsAnotherPassword(content, wrong);
    }

    [TestMethod]
    public void Wrong_password_of_a_sealed_file_is_one()
    {
        foreach (var wrong in Wrong())
            IsAnotherPassword(PfxSamples.WrongReadingOfTheKey, wrong);
    }

    [TestMethod]
    public void Password_that_the_seal_proves_is_not_to_blame_for_what_does_not_open()
    {
        Assert.AreEqual(CertificateError.NoCertificate, Refused(PfxSamples.SealedOtherwise, "two").Error);
        Assert.AreEqual(CertificateError.NoCertificate, Refused(PfxSamples.SealedOtherwise, "one").Error);

        IsAnotherPassword(PfxSamples.SealedOtherwise, "three");
    }

    [TestMethod]
    public void Damage_of_one_byte_is_never_the_passwords()
    {
        for (var at = 0; at < PfxSamples.WrongReadingOfTheKey.Length; at++)
        {
            var content = PfxSamples.WrongReadingOfTheKey;
            content[at] ^= 0x10;
            try
            {
                // Of what is not under the seal some bytes mean nothing.
                Assert.AreEqual(PfxSamples.Thumbprint, CertificateReader.Read(content, "x", PfxSamples.Password).Thumbprint);
            }
            catch (CertificateException refused)
            {
                Assert.AreNotEqual(CertificateError.WrongPassword, refused.Error, $"Byte {at}.");
            }
        }
    }

    [TestMethod]
    public void Damage_behind_a_key_that_has_opened_is_not_the_passwords() =>
        Assert.AreEqual(
            CertificateError.NoCertificate,
            Refused(Encoding.ASCII.GetBytes(PfxSamples.Pem.Replace("MIIBHzCB", "MIIBHzCC", StringComparison.Ordinal)), PfxSamples.Letters).Error);

    [TestMethod]
    public void Damage_before_the_seal_is_not_the_passwords()
    {
        // The tag of the first part: what is sealed has no form of its own any more.
        var content = PfxSamples.WrongReadingOfTheKey;
        content[content.AsSpan().IndexOf(Convert.FromHexString("308201E906092A864886F70D010706"))] = 0x31;

        Assert.AreEqual(CertificateError.NoCertificate, Refused(content, PfxSamples.Password).Error);
    }

    private static byte[] WithoutSealAs(OtherCertificate source, char[] password)
    {
        var certificate = CertificateReader.Read(source.Pem, "x", null);
        var store = new Pkcs12StoreBuilder()
            .SetKeyAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .SetCertAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .Build();
        store.SetKeyEntry("x", new AsymmetricKeyEntry(certificate.PrivateKey), [new X509CertificateEntry(certificate.Certificate)]);
        using var stream = new MemoryStream();
        store.Save(stream, password, new SecureRandom());
        return new Pfx(Pfx.GetInstance(stream.ToArray()).AuthSafe, null).GetEncoded();
    }

    // With samples that never change these always hit the same of them.
    private static IEnumerable<string> Wrong() => Enumerable.Range(0, 1_000).Select(number => $"{number} я");

    private static void Opens(byte[] content, string password) =>
        Assert.AreEqual(PfxSamples.Thumbprint, CertificateReader.Read(content, "x", password).Thumbprint);

    private static void IsAnotherPassword(byte[] content, string? password) =>
        Assert.AreEqual(CertificateError.WrongPassword, Refused(content, password).Error, password ?? "none");

    private static CertificateException Refused(byte[] content, string? password) =>
        Assert.ThrowsExactly<CertificateException>(() => CertificateReader.Read(content, "x", password), password ?? "none");
}
