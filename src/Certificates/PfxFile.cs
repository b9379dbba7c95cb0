using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Octopus.Certificates;

/// <summary>
/// Reads and writes PFX, which is PKCS #12: parts that may be encrypted, and a seal around them. The library's own reader takes one
/// reading of the password for all of it, which is not enough for other letters than ASCII (<see cref="PasswordReading"/>).
/// </summary>
internal static class PfxFile
{
    /// <summary>Whether the content has the outer form of one.</summary>
    public static bool Is(byte[] content)
    {
        try
        {
            return Pfx.GetInstance(content) is not null;
        }
        catch (ArgumentException)
        {
            // It is something else, which is what was to be found out.
            return false;
        }
    }

    /// <summary>The certificates and keys in it; <see langword="null"/> when the password is another one, or is needed.</summary>
    /// <exception cref="IOException">It is damaged. So may be told with any of what <see cref="CertificateReader.IsMalformed"/> names.</exception>
    /// <exception cref="UnknownFormException">No password opens it here.</exception>
    public static CertificateParts? Read(byte[] content, string? password)
    {
        var pfx = Pfx.GetInstance(content);
        var parts = AuthenticatedSafe.GetInstance(PfxContent.Octets(pfx.AuthSafe)).GetContentInfo();
        var readings = PasswordReading.AllOf(password);
        var proved = PfxSeal.IsMadeWith(pfx, readings);
        var opened = new PfxContent(readings);
        foreach (var part in parts)
            opened.Add(part);

        return (proved, opened) switch
        {
            (not false, { IsLocked: false }) => opened.Parts,
            (true, _) => throw new IOException("The password is the one of its seal, and does not open what is sealed."),
            (false, { HasOpened: true }) => throw new IOException("The password opens it, and its seal says that it is not as it was made."),
            _ => null,
        };
    }

    /// <summary>One that Windows opens since 2019 and openssl since version 3: AES-256, and SHA-256 for the rest.</summary>
    public static byte[] Write(AgentCertificate certificate, string password)
    {
        var random = new SecureRandom();
        var store = new Pkcs12StoreBuilder()
            .SetKeyAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .SetCertAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .SetUseDerEncoding(true)
            .Build();
        store.SetKeyEntry(certificate.Thumbprint, new AsymmetricKeyEntry(certificate.PrivateKey), [new X509CertificateEntry(certificate.Certificate)]);
        using var stream = new MemoryStream();
        store.Save(stream, PasswordReading.BytesOf(password), random);

        var sealedContent = Pfx.GetInstance(stream.ToArray()).AuthSafe;
        return new Pfx(sealedContent, PfxSeal.Make(sealedContent, password, random)).GetEncoded(Asn1Encodable.Der);
    }
}
