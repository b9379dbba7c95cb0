namespace Octopus.Backup.Secrets;

/// <summary>How the keys of a backup are made from its secret; it stands in the manifest, open to everybody.</summary>
/// <param name="Method"><see cref="Passphrase"/> or <see cref="KeyFile"/>.</param>
/// <param name="Salt">Random bytes that no other backup has.</param>
/// <param name="Iterations">How often the passphrase is worked through; 1 for a key file.</param>
/// <param name="Check">Made from the secret; it tells a wrong secret from a damaged file.</param>
public sealed record KeyDerivation(string Method, byte[] Salt, int Iterations, byte[] Check)
{
    /// <summary>The keys come from a passphrase.</summary>
    public const string Passphrase = "PBKDF2-SHA256";

    /// <summary>The keys come from a file of random bytes.</summary>
    public const string KeyFile = "HKDF-SHA256";

    /// <summary>What a passphrase is worked through; as OWASP advises in 2023 for PBKDF2 with SHA-256.</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>More would keep an elevated program busy for minutes because a file says so.</summary>
    internal const int MostIterations = 10_000_000;

    internal const int SaltLength = 32;
}
