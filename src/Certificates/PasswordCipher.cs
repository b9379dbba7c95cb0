using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Misc;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Octopus.Certificates;

/// <summary>What a password has encrypted, with a cipher of PKCS #5 or PKCS #12: a key in a text, and each part of a PFX.</summary>
/// <param name="Cipher">The cipher.</param>
/// <param name="Content">What it has made.</param>
internal sealed record PasswordCipher(AlgorithmIdentifier Cipher, byte[] Content)
{
    /// <summary>How often a password may be digested: as often as the library does it.</summary>
    public const int MostIterations = 5_000_000;

    /// <summary>How much memory, in bytes, the file may take to tell the key from the password. openssl's own choice is 16 MB.</summary>
    private const long MostMemory = 256L * 1024 * 1024;

    /// <summary>How many times over. openssl's own choice is once.</summary>
    private const int MostParallel = 16;

    private static readonly Dictionary<DerObjectIdentifier, int> KeyBytes = new()
    {
        [NistObjectIdentifiers.IdAes128Cbc] = 16,
        [NistObjectIdentifiers.IdAes192Cbc] = 24,
        [NistObjectIdentifiers.IdAes256Cbc] = 32,
        [PkcsObjectIdentifiers.DesEde3Cbc] = 24,
    };

    private static readonly HashSet<DerObjectIdentifier> Digests =
    [
        PkcsObjectIdentifiers.IdHmacWithSha1, PkcsObjectIdentifiers.IdHmacWithSha224, PkcsObjectIdentifiers.IdHmacWithSha256,
        PkcsObjectIdentifiers.IdHmacWithSha384, PkcsObjectIdentifiers.IdHmacWithSha512,
    ];

    /// <summary>Opens it; <see langword="null"/> when no reading of the password does.</summary>
    /// <param name="readings">The ways to read the password.</param>
    /// <param name="read">Reads what is in it, which proves the password.</param>
    /// <exception cref="UnknownFormException">No password would.</exception>
    /// <exception cref="IOException">It is damaged.</exception>
    public T? Opened<T>(IReadOnlyList<PasswordReading> readings, Func<byte[], T> read)
        where T : class
    {
        RequireKnown();
        foreach (var reading in readings)
        {
            try
            {
                return read(Decrypted(reading));
            }
            catch (Exception wrongBytes) when (CertificateReader.IsMalformed(wrongBytes))
            {
                // Wrong bytes may have a right padding, once in 256 times, and then fail in any way: that does not end the search.
                continue;
            }
        }

        return null;
    }

    private byte[] Decrypted(PasswordReading reading)
    {
        var engine = (IBufferedCipher)PbeUtilities.CreateEngine(Cipher);
        engine.Init(false, Scrypt is { } scrypt ? ScryptKey(scrypt, reading) : PbeUtilities.GenerateCipherParameters(Cipher, reading.Letters, reading.EndsWhenEmpty));
        return engine.DoFinal(Content);
    }

    private PbeS2Parameters? Scheme => PkcsObjectIdentifiers.IdPbeS2.Equals(Cipher.Algorithm) ? PbeS2Parameters.GetInstance(Required(Cipher.Parameters)) : null;

    private ScryptParams? Scrypt => Scheme is { } scheme && MiscObjectIdentifiers.id_scrypt.Equals(scheme.KeyDerivationFunc.Algorithm)
        ? ScryptParams.GetInstance(Required(scheme.KeyDerivationFunc.Parameters))
        : null;

    private ParametersWithIV ScryptKey(ScryptParams scrypt, PasswordReading reading)
    {
        var scheme = Scheme!.EncryptionScheme;
        var password = reading.Letters.Select(letter => checked((byte)letter)).ToArray();
        var key = SCrypt.Generate(
            password, scrypt.Salt.GetOctets(), scrypt.CostParameter.IntValueExact, scrypt.BlockSize.IntValueExact, scrypt.ParallelizationParameter.IntValueExact, KeyBytes[scheme.Algorithm]);
        return new(ParameterUtilities.CreateKeyParameter(scheme.Algorithm, key), Asn1OctetString.GetInstance(scheme.Parameters).GetOctets());
    }

    // What no password would open is not the password's fault.
    private void RequireKnown()
    {
        if (Scheme is { } scheme)
        {
            RequireKnown(scheme.KeyDerivationFunc);
            _ = Required(scheme.EncryptionScheme.Parameters);
            if (!KeyBytes.ContainsKey(scheme.EncryptionScheme.Algorithm) && (Scrypt is not null || !IsCipher(scheme.EncryptionScheme.Algorithm)))
                throw UnknownFormException.Encryption(scheme.EncryptionScheme.Algorithm);
        }
        else if (!PbeUtilities.IsPbeAlgorithm(Cipher.Algorithm.Id) || PbeUtilities.CreateEngine(Cipher) is not IBufferedCipher)
        {
            throw UnknownFormException.Encryption(Cipher.Algorithm);
        }
        else
        {
            // Its parameters have one form, in PKCS #5 and in PKCS #12.
            RequireBearable(Pkcs12PbeParams.GetInstance(Required(Cipher.Parameters)).Iterations.LongValueExact);
        }
    }

    private void RequireKnown(KeyDerivationFunc derivation)
    {
        if (Scrypt is { } scrypt)
        {
            var (cost, block, parallel) = (scrypt.CostParameter.LongValueExact, scrypt.BlockSize.LongValueExact, scrypt.ParallelizationParameter.LongValueExact);
            if (cost is < 2 or > MostMemory || block is < 1 or > MostMemory || 128 * cost * block > MostMemory || parallel is < 1 or > MostParallel)
                throw UnknownFormException.Encryption($"scrypt with cost {cost}, block size {block} and parallelization {parallel}");
            return;
        }

        if (!PkcsObjectIdentifiers.IdPbkdf2.Equals(derivation.Algorithm))
            throw UnknownFormException.Encryption(derivation.Algorithm);
        var parameters = Pbkdf2Params.GetInstance(Required(derivation.Parameters));
        if (!Digests.Contains(parameters.Prf.Algorithm))
            throw UnknownFormException.Encryption(parameters.Prf.Algorithm);
        RequireBearable(parameters.IterationCount.LongValueExact);
    }

    private static void RequireBearable(long iterations)
    {
        if (iterations is < 1 or > MostIterations)
            throw UnknownFormException.Encryption($"{iterations} rounds");
    }

    private static bool IsCipher(DerObjectIdentifier algorithm)
    {
        try
        {
            return CipherUtilities.GetCipher(algorithm) is not null;
        }
        catch (SecurityUtilityException)
        {
            // The library knows it not.
            return false;
        }
    }

    private static Asn1Encodable Required(Asn1Encodable? part) => part ?? throw new IOException("A part of it is missing.");
}
