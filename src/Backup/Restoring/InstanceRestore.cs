using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Backup.Restoring;

/// <summary>
/// Puts an instance back from a backup: unpacked beside what is there, then renamed into its place. What was there is deleted at the
/// very end, so whatever happens there is the old instance or the new one, or <see cref="Recover"/> makes it the old one.
/// </summary>
/// <param name="store">The index of instances.</param>
/// <param name="journals">Where restores note what they do.</param>
/// <param name="protection">Keeps the folder of the certificate.</param>
/// <param name="removal">Deletes what was replaced.</param>
/// <param name="freeBytes">How much room the disk of a path has. Default: what the operating system tells.</param>
public sealed class InstanceRestore(
    IInstanceStore store, RestoreJournals journals, IFolderProtection protection, IFolderRemoval removal, Func<string, long>? freeBytes = null)
{
    private readonly Func<string, long> _freeBytes = freeBytes ?? FreeBytes;

    /// <summary>Checks everything that can be checked before anything is replaced: the whole backup, the room, the names it needs.</summary>
    /// <exception cref="BackupException">It cannot be restored there.</exception>
    public void Require(RestoreRequest request, CancellationToken cancellation)
    {
        RequireFree(request);
        if (request.InPlaceOfConfiguration is { } entry)
            throw new BackupException(BackupError.FileUnusable, $"The backup has {entry}, where the configuration {request.Record.ConfigurationFilePath} has to be. Use another copy of the backup, or choose another place with --home.");
        var needed = request.HomeEntries.Sum(file => file.Length);
        if (_freeBytes(request.Home) is var free && free < needed)
            throw new BackupException(BackupError.NoRoom, $"The backup needs {needed:N0} bytes and the disk of {request.Home} has {free:N0}. Make room, or choose another place with --home.");
        request.Backup.Verify(cancellation);
    }

    /// <summary>Restores.</summary>
    /// <param name="request">What, and as what; its service, if it has one, has stopped.</param>
    /// <param name="reached">Told after each step.</param>
    /// <param name="warn">Told what was left behind although the restore is done.</param>
    /// <param name="cancellation">Heeded until the renames begin.</param>
    /// <exception cref="BackupException">Everything is as it was before.</exception>
    /// <exception cref="IOException">The same.</exception>
    /// <exception cref="InstanceException">The same.</exception>
    public void Run(RestoreRequest request, Action<RestoreStep> reached, Action<string> warn, CancellationToken cancellation)
    {
        // From the check to the end: two restores would undo each other.
        using var held = journals.Hold(request.Record.Name);
        Require(request, cancellation);
        var journal = JournalOf(request);
        var staging = new RestoreStaging(request, protection);
        Begin(request, journal, staging);
        var committed = false;
        try
        {
            reached(RestoreStep.Begun);
            staging.Unpack(cancellation);
            reached(RestoreStep.Staged);
            cancellation.ThrowIfCancellationRequested();
            Replace(request, journal, reached);
            journals.Write(journal with { Phase = RestorePhase.Committed });
            committed = true;
        }
        finally
        {
            if (!committed && journals.Read(request.Record.Name) is { } undone)
                Undo(undone);
        }

        reached(RestoreStep.Committed);
        CleanUp(journal, warn);
        reached(RestoreStep.Cleaned);
    }

    /// <summary>Refuses a journal of another place than the instance's, or of anything that no restore does.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.FileUnusable"/>, naming the journal.</exception>
    public void RequireBelieved(RestoreJournal journal)
    {
        var record = store.Read().Instances.FirstOrDefault(record => record.Name.Equals(journal.InstanceName, StringComparison.OrdinalIgnoreCase));
        if (RestoreBelief.Refusal(journal, record) is { } refusal)
            throw journals.NotBelieved(journal, refusal);
    }

    /// <summary>What <see cref="Recover"/> would rename and delete now: a sentence for each path.</summary>
    public static IReadOnlyList<string> ToRecover(RestoreJournal journal) => RestoreChanges.Of(journal);

    /// <summary>Brings an interrupted restore to its end.</summary>
    /// <param name="journal">The restore.</param>
    /// <param name="warn">Told what was left behind.</param>
    /// <returns>Whether the instance is the restored one; otherwise it is as it was before.</returns>
    /// <exception cref="IOException">A rename is refused; it can be repeated.</exception>
    /// <exception cref="BackupException"><see cref="BackupError.FileUnusable"/>: the journal is not believed; or <see cref="BackupError.Interrupted"/>: it is in progress. Nothing was changed.</exception>
    public bool Recover(RestoreJournal journal, Action<string> warn)
    {
        RequireBelieved(journal);
        using var held = journals.Hold(journal.InstanceName);
        // As it is now: what was looked at may have come to its end.
        journal = journals.Read(journal.InstanceName)
            ?? throw new BackupException(BackupError.Interrupted, $"The restore of instance '{journal.InstanceName}' has come to its end meanwhile. Look at the instance with: list-instances.");
        RequireBelieved(journal);
        if (journal.Phase != RestorePhase.Committed)
        {
            Undo(journal);
            return false;
        }

        CleanUp(journal, warn);
        return true;
    }

    /// <summary>What is replaced in a home that is there, by name; nothing else in it is touched.</summary>
    public static IReadOnlyList<string> Replaced(RestoreRequest request) => new RestoreUnits(request).Replaced;

    // Two restores must not both find that there is none. And the folder first: what somebody else makes in this moment is not written
    // down as ours, and so is not deleted.
    private void Begin(RestoreRequest request, RestoreJournal journal, RestoreStaging staging)
    {
        using var held = store.Lock();
        RequireFree(request);
        staging.Begin();
        var isWritten = false;
        try
        {
            journals.Write(journal);
            isWritten = true;
        }
        finally
        {
            if (!isWritten)
                removal.Delete(request.StagedHome);
        }
    }

    private void RequireFree(RestoreRequest request)
    {
        journals.RequireNone(request.Record.Name);
        RestorePlaces.RequireFree(Names(request));
    }

    private void Replace(RestoreRequest request, RestoreJournal journal, Action<RestoreStep> reached)
    {
        using var held = store.Lock();
        if (!request.Replaces)
            store.RequireFree(request.Record);
        journals.Write(journal with { Phase = RestorePhase.Renaming });
        foreach (var rename in journal.Renames)
        {
            RestorePlaces.Rename(rename.From, rename.To);
            reached(RestoreStep.Renamed);
        }

        if (request.Before is not { } before)
            store.Add(request.Record);
        else if (before != request.Record)
            store.Rename(before.Name, request.Record);
        reached(RestoreStep.Recorded);
    }

    private void Undo(RestoreJournal journal)
    {
        if (journal.Phase == RestorePhase.Renaming)
        {
            if (journal.AddedConfigurationFilePath is { } added && store.Read().Instances.Any(record =>
                    record.Name.Equals(journal.InstanceName, StringComparison.OrdinalIgnoreCase) && record.ConfigurationFilePath == added))
                store.Remove(journal.InstanceName);
            if (journal.Before is { } before && store.Read().Instances.Any(record => record.Name.Equals(before.Name, StringComparison.OrdinalIgnoreCase)))
                store.Rename(before.Name, before);

            // Everything was unpacked when the renames began, so what is not in its old place has been renamed.
            foreach (var rename in journal.Renames.Reverse().Where(rename => !Path.Exists(rename.From) && Path.Exists(rename.To)))
                RestorePlaces.Rename(rename.To, rename.From);
            // From here on that would be wrong: what was unpacked goes.
            journals.Write(journal with { Phase = RestorePhase.Staging });
        }

        foreach (var staged in journal.Staged)
            removal.Delete(staged);
        // Everything in them is in its old place again.
        foreach (var replaced in journal.Replaced)
            RestorePlaces.DeleteEmpty(replaced);
        journals.Delete(journal);
    }

    private void CleanUp(RestoreJournal journal, Action<string> warn)
    {
        try
        {
            foreach (var replaced in journal.Replaced)
                removal.Delete(replaced);
            // Everything in them is in its place.
            foreach (var staged in journal.Staged)
                RestorePlaces.DeleteEmpty(staged);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            warn($"Instance '{journal.InstanceName}' is restored, but what it replaced could not be deleted ({left.Message.TrimEnd('.', ' ')}). Delete {string.Join(" and ", journal.Replaced.Where(Path.Exists))} yourself.");
        }

        journals.Delete(journal);
    }

    private static RestoreJournal JournalOf(RestoreRequest request)
    {
        var isThere = Directory.Exists(request.Home);
        var units = new RestoreUnits(request);
        // A home that is not there yet, and a configuration elsewhere, are renamed as they are.
        var whole = Places(request).Where(place => place != request.Home || !isThere).ToList();
        var taken = whole.Where(Path.Exists).ToList();
        IEnumerable<RestoreRename> inHome = !isThere ? [] :
        [
            .. units.Replaced.Select(path => new RestoreRename(Path.Combine(request.Home, path), Path.Combine(request.Home + RestorePlaces.ReplacedEnding, path))),
            .. units.Restored.Select(path => new RestoreRename(Path.Combine(request.StagedHome, path), Path.Combine(request.Home, path))),
        ];
        return new()
        {
            Format = RestoreJournal.CurrentFormat,
            InstanceName = request.Record.Name,
            Phase = RestorePhase.Staging,
            AddedConfigurationFilePath = request.Replaces ? null : request.Record.ConfigurationFilePath,
            Before = request.Before == request.Record ? null : request.Before,
            Staged = [.. Places(request).Select(place => place + RestorePlaces.StagedEnding)],
            Renames =
            [
                .. inHome,
                .. taken.Select(place => new RestoreRename(place, place + RestorePlaces.ReplacedEnding)),
                .. whole.Select(place => new RestoreRename(place + RestorePlaces.StagedEnding, place)),
            ],
            Replaced = [.. taken.Concat(isThere ? [request.Home] : []).Select(place => place + RestorePlaces.ReplacedEnding)],
        };
    }

    private static IEnumerable<string> Places(RestoreRequest request) =>
        request.IsConfigurationInHome ? [request.Home] : [request.Home, request.Record.ConfigurationFilePath];

    private static IEnumerable<string> Names(RestoreRequest request) =>
        Places(request).SelectMany(place => new[] { place + RestorePlaces.StagedEnding, place + RestorePlaces.ReplacedEnding });

    // A share tells nobody how much room it has.
    private static long FreeBytes(string path) =>
        Path.GetPathRoot(Path.GetFullPath(path)) is { } root && !root.StartsWith(@"\\", StringComparison.Ordinal) ? new DriveInfo(root).AvailableFreeSpace : long.MaxValue;
}
