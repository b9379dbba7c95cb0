using System.Buffers.Binary;

namespace Octopus.Backup.Sealing;

/// <summary>
/// How an entry is encrypted without having it in memory: a salt, then parts, each encrypted and authenticated by itself with
/// AES-256-GCM. A part's nonce is its number and whether it is the last one, so none can be left out, repeated or added.
/// </summary>
internal static class Parts
{
    /// <summary>The salt before the first part, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The bytes of every part but the last, before encryption.</summary>
    public const int Length = 64 * 1024;

    /// <summary>What authenticates a part, in bytes after it.</summary>
    public const int TagLength = 16;

    private const int NonceLength = 12;

    public static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[NonceLength];
        nonce[0] = last ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}
