using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Octopus.Backup.Secrets;

/// <summary>What a backup is encrypted with: a passphrase or a key file.</summary>
public sealed class BackupSecret
{
    private readonly byte[] _bytes;
    private readonly string _method;

    private BackupSecret(byte[] bytes, string method)
    {
        _bytes = bytes;
        _method = method;
    }

    /// <summary>A passphrase.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.SecretUnusable"/> when it is empty.</exception>
    public static BackupSecret FromPassphrase(string passphrase) =>
        passphrase.Length > 0
            ? new(Encoding.UTF8.GetBytes(passphrase), KeyDerivation.Passphrase)
            : throw new BackupException(BackupError.SecretUnusable, "The passphrase is empty. Give one with at least one character.");

    internal static BackupSecret FromKey(byte[] key) => new(key, KeyDerivation.KeyFile);

    /// <summary>New keys for a new backup.</summary>
    internal BackupKeys NewKeys()
    {
        var salt = RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength);
        var iterations = _method == KeyDerivation.Passphrase ? KeyDerivation.DefaultIterations : 1;
        return new(_method, salt, iterations, Master(salt, iterations));
    }

    /// <summary>The keys of an existing backup.</summary>
    /// <param name="file">The backup, for messages.</param>
    /// <param name="derivation">What its manifest says.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.SecretUnusable"/> when it is another secret; <see cref="BackupError.FileUnusable"/> when the manifest
    /// says what cannot be.
    /// </exception>
    internal BackupKeys KeysOf(string file, KeyDerivation derivation)
    {
        RequireUsable(file, derivation);
        if (derivation.Method != _method)
        {
            throw new BackupException(
                BackupError.SecretUnusable,
                derivation.Method == KeyDerivation.KeyFile
                    ? $"{file} was encrypted with a key file. Name it with --key-file."
                    : $"{file} was encrypted with a passphrase. Give that instead of a key file.");
        }

        var keys = new BackupKeys(_method, derivation.Salt, derivation.Iterations, Master(derivation.Salt, derivation.Iterations));
        return CryptographicOperations.FixedTimeEquals(keys.Derivation.Check, derivation.Check)
            ? keys
            : throw new BackupException(
                BackupError.SecretUnusable,
                $"{file} was encrypted with another {(_method == KeyDerivation.KeyFile ? "key file" : "passphrase")}. Give the one that it was made with.");
    }

    private static void RequireUsable(string file, KeyDerivation derivation)
    {
        var possible = derivation switch
        {
            { Salt.Length: not KeyDerivation.SaltLength } or { Check.Length: not BackupKeys.Length } => false,
            { Method: KeyDerivation.Passphrase } => derivation.Iterations is >= 1 and <= KeyDerivation.MostIterations,
            { Method: KeyDerivation.KeyFile } => true,
            _ => false,
        };
        if (!possible)
            throw new BackupException(BackupError.FileUnusable, $"{file} says that its keys are made in a way that this version does not know. Use another copy of the file, or a newer version.");
    }

    private byte[] Master(byte[] salt, int iterations) => _method == KeyDerivation.Passphrase
        ? FromPassphrase(salt, iterations)
        : HKDF.Extract(HashAlgorithmName.SHA256, _bytes, salt);

    // Not Rfc2898DeriveBytes: it calls BCryptKeyDerivation, which Wine 8 lacks (0xC1000008). Managed code is the same everywhere.
    private byte[] FromPassphrase(byte[] salt, int iterations)
    {
        var generator = new Pkcs5S2ParametersGenerator(new Sha256Digest());
        generator.Init(_bytes, salt, iterations);
        return ((KeyParameter)generator.GenerateDerivedMacParameters(BackupKeys.Length * 8)).GetKey();
    }
}
