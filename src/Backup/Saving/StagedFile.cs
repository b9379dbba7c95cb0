using System.IO.Compression;
using System.Security.Cryptography;
using Octopus.Backup.Manifests;
using Octopus.Backup.Sealing;
using Octopus.Backup.Secrets;

namespace Octopus.Backup.Saving;

/// <summary>A copy of an instance's file, compressed and encrypted as it will be in the backup.</summary>
/// <param name="Entry">What the manifest says of it.</param>
/// <param name="Path">Where the copy is.</param>
/// <param name="Written">When the file was last written as the copy began.</param>
/// <param name="Content">The SHA-256 of the file itself; it stays in memory.</param>
internal sealed record StagedFile(ManifestEntry Entry, string Path, DateTime Written, byte[] Content)
{
    private const int BufferLength = 128 * 1024;

    /// <summary>Copies a file while others may read, write and delete it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="to">Where the copy goes; nothing is there yet.</param>
    /// <param name="keys">The keys of the backup.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">Another program holds it, or it has gone.</exception>
    public static StagedFile Copy(OwnedFile file, string to, BackupKeys keys, CancellationToken cancellation)
    {
        using var source = Open(file.FullPath);
        var written = File.GetLastWriteTimeUtc(source.SafeFileHandle);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var sealing = new SealingStream(target, keys, file.EntryPath);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length;
        using (var compression = new DeflateStream(sealing, CompressionLevel.Optimal, leaveOpen: true))
        {
            length = Read(source, file.Grows ? source.Length : long.MaxValue, part =>
            {
                compression.Write(part);
                hash.AppendData(part);
            }, cancellation);
        }

        var stored = sealing.Complete();
        return new(new(file.EntryPath, length, new(written), sealing.StoredLength, stored), to, written, hash.GetHashAndReset());
    }

    /// <summary>
    /// Whether the file still says what the copy does. It is read again: Windows may tell the time of the last write only when the
    /// writer closes the file.
    /// </summary>
    /// <exception cref="IOException">Another program holds it, or it has gone.</exception>
    public bool IsStill(OwnedFile file, CancellationToken cancellation)
    {
        using var source = Open(file.FullPath);
        if (file.Grows)
            return source.Length >= Entry.Length;
        if (source.Length != Entry.Length || File.GetLastWriteTimeUtc(source.SafeFileHandle) != Written)
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Read(source, long.MaxValue, part => hash.AppendData(part), cancellation);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(Content);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static long Read(FileStream source, long most, PartReader reader, CancellationToken cancellation)
    {
        var buffer = new byte[BufferLength];
        long length = 0;
        while (source.Read(buffer, 0, (int)Math.Min(buffer.Length, most - length)) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            reader(buffer.AsSpan(0, count));
            length += count;
        }

        return length;
    }

    private delegate void PartReader(ReadOnlySpan<byte> part);
}
