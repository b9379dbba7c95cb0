using System.Security.Cryptography;
using System.Text;

namespace Octopus.Backup.Secrets;

/// <summary>The keys of one backup. Each purpose has its own, so that no bytes made for one mean anything to another.</summary>
internal sealed class BackupKeys
{
    /// <summary>The length of every key, and of the manifest's seal, in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _entries;
    private readonly byte[] _manifest;

    public BackupKeys(string method, byte[] salt, int iterations, byte[] master)
    {
        _entries = Derive(master, "octopus-backup/1 entries");
        _manifest = Derive(master, "octopus-backup/1 manifest");
        Derivation = new(method, salt, iterations, Derive(master, "octopus-backup/1 check"));
    }

    /// <summary>What the manifest says about these keys.</summary>
    public KeyDerivation Derivation { get; }

    /// <summary>
    /// The key of one entry. It depends on the path, so entries cannot be exchanged, and on a salt, so that a file which is read
    /// twice is never encrypted twice with one key.
    /// </summary>
    public byte[] Entry(string path, ReadOnlySpan<byte> salt) =>
        Derive(_entries, $"entry {Convert.ToHexString(salt)} {path}");

    /// <summary>What proves that who wrote a manifest had the secret.</summary>
    public byte[] SealOf(ReadOnlySpan<byte> manifest) => HMACSHA256.HashData(_manifest, manifest);

    private static byte[] Derive(byte[] from, string purpose) =>
        HKDF.Expand(HashAlgorithmName.SHA256, from, Length, Encoding.UTF8.GetBytes(purpose));
}
