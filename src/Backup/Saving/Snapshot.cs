using System.Security.Cryptography;
using Octopus.Backup.Secrets;

namespace Octopus.Backup.Saving;

/// <summary>
/// Copies of all files of an instance as they were at one moment, while it runs: what changed since its copy is copied again, until
/// a look at all files finds none that did. At the beginning of that look every file said what its copy says.
/// </summary>
/// <param name="search">Finds the files.</param>
/// <param name="folder">Where the copies go.</param>
/// <param name="keys">The keys of the backup.</param>
/// <param name="time">The clock.</param>
internal sealed class Snapshot(OwnedFileSearch search, string folder, BackupKeys keys, TimeProvider time)
{
    /// <summary>How often the files are looked at. A file that changes all the time is not saved by looking more often.</summary>
    public const int MostLooks = 8;

    /// <summary>How long to wait after a look that found changes; a writer is given time to finish.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int NameLength = 16;

    private readonly Dictionary<string, StagedFile> _copies = new(StringComparer.Ordinal);

    /// <summary>The copies, by path.</summary>
    public IEnumerable<StagedFile> Copies => _copies.Values.OrderBy(copy => copy.Entry.Path, StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.Changing"/>, naming a file.</exception>
    public async Task Take(CancellationToken cancellation)
    {
        for (var look = 1; ; look++)
        {
            var files = search.Find().Files;
            Drop([.. _copies.Keys.Except(files.Select(file => file.EntryPath), StringComparer.Ordinal)]);
            if (Look(files, cancellation) is not { } changed)
                return;
            if (look == MostLooks)
                throw Changing(changed);
            if (look > 1)
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Copies every file that has no copy or an outdated one, and returns one of them.</summary>
    private Change? Look(IReadOnlyList<OwnedFile> files, CancellationToken cancellation)
    {
        Change? change = null;
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (_copies.TryGetValue(file.EntryPath, out var copy) && copy.IsStill(file, cancellation))
                    continue;
                change = new(file, null);
                Drop([file.EntryPath]);
                _copies[file.EntryPath] = StagedFile.Copy(file, Path.Combine(folder, NewName()), keys, cancellation);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // The next look will not find it.
                change = new(file, null);
            }
            catch (IOException held) when (IsHeld(held))
            {
                change = new(file, held);
            }
        }

        return change;
    }

    // Windows: sharing violation and lock violation. Elsewhere .NET has the number of the failed flock here, as for FolderLock.
    private static bool IsHeld(IOException failure) =>
        failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    // Others may write where backups are kept: nobody can put a link where he does not know the name.
    private static string NewName() => Convert.ToHexString(RandomNumberGenerator.GetBytes(NameLength));

    private void Drop(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (_copies.Remove(path, out var copy))
                File.Delete(copy.Path);
        }
    }

    private static BackupException Changing(Change change) => new(
        BackupError.Changing,
        change.Held is null
            ? $"{change.File.FullPath} changed again and again while it was copied. Try again when less is going on, or stop the service for the backup with --stop."
            : $"{change.File.FullPath} is held by another program and cannot be read. Close it, or stop the service for the backup with --stop.",
        change.Held);

    private sealed record Change(OwnedFile File, IOException? Held);
}
