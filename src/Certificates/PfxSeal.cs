using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Security;

namespace Octopus.Certificates;

/// <summary>The seal of a PFX file: it tells a wrong password from a content that is damaged.</summary>
internal static class PfxSeal
{
    private const int Iterations = 100_000;

    /// <summary>Seals a content.</summary>
    public static MacData Make(ContentInfo content, string password, SecureRandom random)
    {
        var salt = SecureRandom.GetNextBytes(random, 16);
        var seal = Of(new Sha256Digest(), new([.. password]), salt, Iterations, PfxContent.Octets(content));
        return new(new DigestInfo(new AlgorithmIdentifier(NistObjectIdentifiers.IdSha256, DerNull.Instance), seal), salt, Iterations);
    }

    /// <summary>
    /// Whether a password has made it, read in one way or another; <see langword="null"/> when there is none, or one of a kind that is
    /// not known here, which tells nothing.
    /// </summary>
    /// <exception cref="UnknownFormException">It takes too many rounds.</exception>
    public static bool? IsMadeWith(Pfx pfx, IReadOnlyList<PasswordReading> readings)
    {
        if (pfx.MacData is not { } seal || Digest(seal.Mac.DigestAlgorithm) is null)
            return null;
        var iterations = seal.Iterations.IntValueExact;
        if (iterations is < 1 or > PasswordCipher.MostIterations)
            throw UnknownFormException.Encryption($"{iterations} rounds");
        var content = PfxContent.Octets(pfx.AuthSafe);
        return readings.Any(reading => CryptographicOperations.FixedTimeEquals(
            Of(Digest(seal.Mac.DigestAlgorithm)!, reading, seal.MacSalt.GetOctets(), iterations, content), seal.Mac.Digest.GetOctets()));
    }

    // The digest is a new one: what it has digested stays in it.
    private static byte[] Of(IDigest digest, PasswordReading password, byte[] salt, int iterations, byte[] content)
    {
        var keys = new Pkcs12ParametersGenerator(digest);
        keys.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(password.Letters, password.EndsWhenEmpty), salt, iterations);
        var seal = new HMac(digest);
        seal.Init(keys.GenerateDerivedMacParameters(seal.GetMacSize() * 8));
        seal.BlockUpdate(content, 0, content.Length);
        var result = new byte[seal.GetMacSize()];
        seal.DoFinal(result, 0);
        return result;
    }

    private static IDigest? Digest(AlgorithmIdentifier algorithm)
    {
        try
        {
            return DigestUtilities.GetDigest(algorithm.Algorithm);
        }
        catch (SecurityUtilityException)
        {
            // Another kind of seal. Whether the password is right shows when the content opens.
            return null;
        }
    }
}
