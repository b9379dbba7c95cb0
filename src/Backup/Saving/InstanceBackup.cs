using System.IO.Compression;
using System.Text.Json;
using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;
using Octopus.Backup.Secrets;

namespace Octopus.Backup.Saving;

/// <summary>Saves an instance into one file, which is there whole, and read back, or not at all.</summary>
/// <param name="time">The clock.</param>
public sealed class InstanceBackup(TimeProvider time)
{
    private const string StagingEnding = ".unfinished";

    /// <summary>Refuses where <see cref="Save"/> would at once, and changes nothing.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.AlreadyExists"/>.</exception>
    public static void RequireFree(string target)
    {
        if (Path.Exists(target))
            throw new BackupException(BackupError.AlreadyExists, $"{target} exists already and no backup is overwritten. Name another file with --to, or move it away.");
    }

    /// <summary>Saves the instance.</summary>
    /// <returns>What the backup holds, read back from it.</returns>
    /// <exception cref="BackupException">Nothing is left behind; the message says why.</exception>
    /// <exception cref="IOException">A file cannot be read, or the backup not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    public async Task<Manifest> Save(BackupRequest request, CancellationToken cancellation)
    {
        RequireFree(request.Target);
        // Beside the target, so that the finished file only has to be renamed. What is in it is encrypted already.
        var staging = request.Target + StagingEnding;
        if (Path.Exists(staging))
            throw new BackupException(BackupError.AlreadyExists, $"{staging} is what another backup is making, or has left when it was interrupted. Delete it when none is running.");
        Directory.CreateDirectory(staging);
        try
        {
            var keys = request.Secret.NewKeys();
            var search = request.Search;
            var snapshot = new Snapshot(search, staging, keys, time);
            await snapshot.Take(cancellation).ConfigureAwait(false);

            var copies = snapshot.Copies.ToList();
            var manifest = new Manifest
            {
                Format = Manifest.CurrentFormat,
                ProductVersion = request.ProductVersion,
                Application = request.Application.Name,
                InstanceName = request.Record.Name,
                Created = time.GetUtcNow(),
                ConfigurationInHome = search.ConfigurationInHome,
                WithLogs = request.WithLogs,
                KeyDerivation = keys.Derivation,
                Entries = [.. copies.Select(copy => copy.Entry)],
            };
            var finished = Path.Combine(staging, Path.GetFileName(request.Target));
            Pack(finished, manifest, keys, copies, cancellation);
            using (var backup = BackupFile.Open(finished, request.Secret))
                backup.Verify(cancellation);
            File.Move(finished, request.Target, overwrite: false);
            return manifest;
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static void Pack(string file, Manifest manifest, BackupKeys keys, IEnumerable<StagedFile> copies, CancellationToken cancellation)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var text = JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
            if (text.Length > BackupFile.LargestManifest)
                throw new BackupException(BackupError.NoRoom, $"Instance '{manifest.InstanceName}' has {manifest.Entries.Count:N0} files, and no backup has room for the names of so many. Move what is no part of the instance out of its home, and try again.");
            Add(archive, BackupFile.ManifestEntryName, manifest, target => target.Write(text));
            Add(archive, BackupFile.SealEntryName, manifest, target => target.Write(keys.SealOf(text)));
            foreach (var copy in copies)
            {
                cancellation.ThrowIfCancellationRequested();
                using var source = File.OpenRead(copy.Path);
                Add(archive, copy.Entry.Path, manifest, source.CopyTo);
            }
        }

        stream.Flush(flushToDisk: true);
    }

    // Stored as they are: encrypted bytes cannot be compressed, and an archive that never unpacks more than it holds is no bomb.
    private static void Add(ZipArchive archive, string name, Manifest manifest, Action<Stream> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = manifest.Created;
        using var target = entry.Open();
        write(target);
    }
}
