using Octopus.Backup.Manifests;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Backup.Restoring;

/// <summary>Unpacks a backup beside what it will replace.</summary>
internal sealed class RestoreStaging(RestoreRequest request, IFolderProtection protection)
{
    /// <exception cref="BackupException">The backup is damaged.</exception>
    public void Unpack(CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.StagedHome);
        var certificate = Path.Combine(request.StagedHome, "Certificate");
        foreach (var entry in request.HomeEntries)
        {
            var path = RestoreRequest.PathIn(request.StagedHome, entry);
            // With its rights from the first moment: the key is in it.
            if (entry.Path.StartsWith(EntryPath.Certificate, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(certificate))
                protection.Protect(certificate, FolderAccess.OwnAccount);
            Unpack(entry, path, cancellation);
        }

        ConfigurationFile.Write(new(request.Record.Name, request.StagedConfiguration), request.Settings);
    }

    private void Unpack(ManifestEntry entry, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            request.Backup.Extract(entry, file, cancellation);
            // What it replaces is deleted in the end.
            file.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(path, entry.LastWrite.UtcDateTime);
    }
}
