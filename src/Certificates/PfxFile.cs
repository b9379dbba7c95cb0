using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>
/// Reads and writes PFX, which is PKCS #12. The content is encrypted with the password as UTF-8, in its newer form at least, and the
/// seal made with it as UTF-16. The library takes one password for both and encrypts with the lower half of each letter, so that a
/// password of other letters than ASCII is told to it in two ways.
/// </summary>
internal static class PfxFile
{
    private const int Iterations = 100_000;

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
    public static CertificateParts? Read(byte[] content, string? password) =>
        // One without a password may be sealed with an empty one, or not at all; a password that nothing needs does no harm.
        TryRead(content, (password ?? "").ToCharArray())
        ?? TryRead(content, null)
        ?? (password is not null && !Ascii.IsValid(password) ? TryRead(WithoutSeal(content), BytesOf(password)) : null);

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
        store.Save(stream, BytesOf(password), random);

        var sealedContent = Pfx.GetInstance(stream.ToArray()).AuthSafe;
        return new Pfx(sealedContent, Seal(sealedContent, password, random)).GetEncoded(Asn1Encodable.Der);
    }

    private static CertificateParts? TryRead(byte[] content, char[]? password)
    {
        var store = new Pkcs12StoreBuilder().Build();
        try
        {
            store.Load(new MemoryStream(content), password);
        }
        catch (Exception locked) when (locked is IOException or InvalidCipherTextException or ArgumentNullException)
        {
            // The form is right, so what does not fit is the password; the library itself cannot tell that from damage inside.
            return null;
        }

        return new(
            [.. store.Aliases.Select(alias => store.GetCertificate(alias)?.Certificate).OfType<X509Certificate>().Distinct()],
            [.. store.Aliases.Where(store.IsKeyEntry).Select(alias => store.GetKey(alias).Key)]);
    }

    private static byte[] WithoutSeal(byte[] content) => new Pfx(Pfx.GetInstance(content).AuthSafe, null).GetEncoded();

    private static char[] BytesOf(string password) => [.. Encoding.UTF8.GetBytes(password).Select(octet => (char)octet)];

    private static MacData Seal(ContentInfo content, string password, SecureRandom random)
    {
        var salt = SecureRandom.GetNextBytes(random, 16);
        var keys = new Pkcs12ParametersGenerator(new Sha256Digest());
        keys.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(password.ToCharArray()), salt, Iterations);
        var seal = new HMac(new Sha256Digest());
        seal.Init(keys.GenerateDerivedMacParameters(seal.GetMacSize() * 8));
        var octets = Asn1OctetString.GetInstance(content.Content).GetOctets();
        seal.BlockUpdate(octets, 0, octets.Length);
        var result = new byte[seal.GetMacSize()];
        seal.DoFinal(result, 0);
        return new(new DigestInfo(new AlgorithmIdentifier(NistObjectIdentifiers.IdSha256, DerNull.Instance), result), salt, Iterations);
    }
}
