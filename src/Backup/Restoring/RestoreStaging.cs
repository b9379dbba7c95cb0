using Octopus.Backup.Manifests;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Backup.Restoring;

/// <summary>Unpacks a backup beside what it will replace.</summary>
internal sealed class RestoreStaging(RestoreRequest request, IFolderProtection protection)
{
    /// <summary>
    /// Makes the folder, with its rights from the first moment: in it are the settings and the key. One that is there is refused, whoever
    /// made it.
    /// </summary>
    public void Begin() => protection.MakeNew(request.StagedHome, FolderAccess.AdministratorsOnly);

    /// <summary>Unpacks into it.</summary>
    /// <exception cref="BackupException">The backup is damaged.</exception>
    public void Unpack(CancellationToken cancellation)
    {
        if (request.HomeEntries.Any(entry => entry.Path.StartsWith(EntryPath.Certificate, StringComparison.OrdinalIgnoreCase)))
            protection.MakeNew(Path.Combine(request.StagedHome, HomeContents.Certificate), FolderAccess.AdministratorsOnly);
        foreach (var entry in request.HomeEntries)
            Unpack(entry, RestoreRequest.PathIn(request.StagedHome, entry), cancellation);
        ConfigurationFile.Write(new(request.Record.Name, request.StagedConfiguration), request.Settings);
        if (!request.IsConfigurationInHome)
            protection.ProtectFile(request.StagedConfiguration, FolderAccess.AdministratorsOnly);
        new HomeMark(request.Backup.Manifest.Application, request.Record.Name).Write(request.StagedHome);
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
