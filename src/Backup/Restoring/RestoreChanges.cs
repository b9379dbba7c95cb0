namespace Octopus.Backup.Restoring;

/// <summary>What it takes to bring a restore to its end, told before it is done: a sentence for each file or folder.</summary>
internal static class RestoreChanges
{
    /// <summary>What would be renamed and deleted now.</summary>
    public static IReadOnlyList<string> Of(RestoreJournal journal)
    {
        if (journal.Phase == RestorePhase.Committed)
        {
            return [.. journal.Replaced.Where(Path.Exists).Select(path => $"Delete {path}, which the restore has replaced")];
        }

        var back = journal.Phase == RestorePhase.Renaming ? journal.Renames.Reverse().Where(rename => IsMade(journal, rename)).ToList() : [];
        return
        [
            .. back.Select(rename => $"Rename {rename.To} back to {rename.From}"),
            .. journal.Staged.Where(path => Path.Exists(path) || back.Exists(rename => IsIn(rename.From, path))).Select(path => $"Delete {path}, which the restore has unpacked"),
        ];
    }

    // What was moved out of the way can be back in its place no sooner than what took that place has gone from it.
    private static bool IsMade(RestoreJournal journal, RestoreRename rename) =>
        Path.Exists(rename.To) && (!Path.Exists(rename.From) || journal.Replaced.Any(path => IsIn(rename.To, path)));

    private static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
