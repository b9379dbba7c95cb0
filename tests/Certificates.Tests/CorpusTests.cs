using Octopus.Certificates;

namespace Octopus.Tests.Certificates;

/// <summary>Files as other programs make them: each is opened, or refused with the true reason. Corpus/make.sh says how they were made.</summary>
[TestClass]
public sealed class CorpusTests
{
    private const string Thumbprint = "53DADB2AB2FC680377C4F5C9FEC11923BC2DB59B";
    private const string Password = "Secret1";

    private static readonly Dictionary<string, string?> Opened = new()
    {
        ["one-friendly-name.pfx"] = Password,
        ["legacy.pfx"] = Password,
        ["without-seal.pfx"] = Password,
        ["certificate-open.pfx"] = Password,
        ["all-open.pfx"] = null,
        ["keytool.p12"] = Password,
        ["password-utf8.pfx"] = "pw€",
        ["password-windows-1252.pfx"] = "pw€",
        ["password-866.pfx"] = "пре",
        ["password-windows-1250.pem"] = "gęśżą",
        ["base64-utf16le.txt"] = null,
        ["base64-utf16be.txt"] = null,
        ["pem-utf16le.pem"] = null,
        ["pem-utf16le-without-mark.pem"] = null,
        ["certutil-encode.txt"] = Password,
        ["scrypt.pem"] = Password,
        ["scrypt-aes128.pem"] = Password,
        ["pkcs8-3des.pem"] = Password,
        ["pkcs8-md5-des.pem"] = Password,
        ["pkcs8-sha512.pem"] = Password,
        ["pkcs8-aria.pem"] = Password,
        ["traditional-aes256.pem"] = Password,
        ["traditional-aes128.pem"] = Password,
        ["traditional-des3.pem"] = Password,
        ["dh-parameters.pem"] = null,
        ["trusted.pem"] = null,
        ["bag-attributes.pem"] = null,
        ["text-around.pem"] = null,
        ["ec-parameters.pem"] = null,
        ["one-line.pem"] = null,
        ["escaped-line-ends.pem"] = null,
        ["indented.pem"] = null,
        ["certificate-twice.pem"] = null,
        ["pkcs7.pem"] = null,
    };

    private static readonly Dictionary<string, (CertificateError Error, string Reason)> Refused = new()
    {
        ["pkcs8-unknown.pem"] = (CertificateError.EncryptionNotSupported, "is encrypted in a way that is not known here (1.2.410.200046.1.1.127). Export it again, encrypted with AES-256."),
        ["traditional-camellia256.pem"] = (CertificateError.EncryptionNotSupported, "is encrypted in a way that is not known here (CAMELLIA-256-CBC). Export it again, encrypted with AES-256."),
        ["scrypt-too-dear.pem"] = (CertificateError.EncryptionNotSupported, "is encrypted in a way that is not known here (scrypt with cost 16384, block size 8 and parallelization 127). Export it again, encrypted with AES-256."),
        ["openssh.pem"] = (CertificateError.KeyNotSupported, "holds its private key as OPENSSH PRIVATE KEY, which is not known here. Write the key as PKCS #8, which begins with BEGIN PRIVATE KEY."),
        ["ed25519.pem"] = (CertificateError.KeyNotSupported, "has a key of a kind that an agent cannot use."),
        ["certificates-only.p7b"] = (CertificateError.NoPrivateKey, "holds no private key."),
        ["request.pem"] = (CertificateError.NoPrivateKey, "holds no private key."),
        ["keystore.jks"] = (CertificateError.NoCertificate, "is not a certificate, or is damaged."),
        ["cut.pfx"] = (CertificateError.NoCertificate, "is not a certificate, or is damaged."),
        ["cut.pem"] = (CertificateError.NoCertificate, "is not a certificate, or is damaged."),
        ["sign-in.html"] = (CertificateError.NoCertificate, "is not a certificate, or is damaged."),
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    [TestMethod]
    public void Files_of_other_programs_open()
    {
        foreach (var (file, password) in Opened)
        {
            Assert.AreEqual(Thumbprint, Read(file, password).Thumbprint, file);
            if (password is not null)
            {
                Assert.AreEqual(CertificateError.WrongPassword, RefusalOf(file, password + "?").Error, file);
                Assert.AreEqual(CertificateError.WrongPassword, RefusalOf(file, null).Error, file);
            }
        }
    }

    [TestMethod]
    public void What_does_not_open_is_refused_with_the_true_reason()
    {
        foreach (var (file, (error, reason)) in Refused)
        {
            var refusal = RefusalOf(file, Password);
            Assert.AreEqual(error, refusal.Error, file);
            Assert.StartsWith($"{Path.Combine(Folder, file)} {reason}", refusal.Message);
            Assert.AreEqual(error, RefusalOf(file, "another").Error, $"{file} with another password");
        }
    }

    [TestMethod]
    public void Certificate_that_may_not_sign_is_warned_of() =>
        Assert.AreEqual(
            "The certificate 8795829CB80D4C8B055C9492A4B6799E281559E5 may not sign, says its key usage, and so nobody can connect to an instance that has it. Choose one that has digital signature among its key usages.",
            Read("no-signature.pem", null).Warnings(TimeProvider.System).Single());

    [TestMethod]
    public void Every_file_is_looked_at() =>
        CollectionAssert.AreEquivalent(
            Directory.GetFiles(Folder).Select(Path.GetFileName).ToList(),
            (string[])[.. Opened.Keys, .. Refused.Keys, "no-signature.pem", "make.sh"]);

    private static AgentCertificate Read(string file, string? password)
    {
        try
        {
            return CertificateReader.ReadFile(Path.Combine(Folder, file), password);
        }
        catch (CertificateException refused)
        {
            throw new AssertFailedException($"{file} with {password ?? "no password"}: {refused.Message} {refused.InnerException}", refused);
        }
    }

    private static CertificateException RefusalOf(string file, string? password) =>
        Assert.ThrowsExactly<CertificateException>(() => CertificateReader.ReadFile(Path.Combine(Folder, file), password), file);
}
