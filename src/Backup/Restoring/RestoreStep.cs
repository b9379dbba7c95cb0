namespace Octopus.Backup.Restoring;

/// <summary>How far a restore has come. It may be interrupted before and after each of these; docs/administration.md has what then.</summary>
public enum RestoreStep
{
    /// <summary>It is on disk that the restore begins, and nothing else.</summary>
    Begun,
    /// <summary>Everything is unpacked beside what it replaces.</summary>
    Staged,
    /// <summary>One of the renames has been made.</summary>
    Renamed,
    /// <summary>The instance is in the index.</summary>
    Recorded,
    /// <summary>It is on disk that the restore is done: from here on it is never undone.</summary>
    Committed,
    /// <summary>What was replaced has been deleted.</summary>
    Cleaned,
}
