using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>What a restore does, on disk before it does it, so that one which is interrupted can be brought to an end.</summary>
public sealed record RestoreJournal
{
    /// <summary>The only format that is read.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The format of the journal.</summary>
    public required int Format { get; init; }

    /// <summary>The instance that is restored.</summary>
    public required string InstanceName { get; init; }

    /// <summary>How far the restore was.</summary>
    public required RestorePhase Phase { get; init; }

    /// <summary>The configuration of the instance that the restore adds to the index; <see langword="null"/> when it is there already.</summary>
    public string? AddedConfigurationFilePath { get; init; }

    /// <summary>The record of the instance before, where the restore changes it; <see langword="null"/> where it does not.</summary>
    public InstanceRecord? Before { get; init; }

    /// <summary>What is unpacked: its place until the renames.</summary>
    public required IReadOnlyList<string> Staged { get; init; }

    /// <summary>The renames, in order.</summary>
    public required IReadOnlyList<RestoreRename> Renames { get; init; }

    /// <summary>What was replaced: its place after the renames.</summary>
    public required IReadOnlyList<string> Replaced { get; init; }
}

/// <summary>What is to be done about an interrupted restore.</summary>
public enum RestorePhase
{
    /// <summary>Nothing has been replaced: what is unpacked is deleted.</summary>
    Staging,
    /// <summary>Everything is unpacked and some of the renames are made: they are undone.</summary>
    Renaming,
    /// <summary>The restore is done: what was replaced is deleted.</summary>
    Committed,
}

/// <summary>One rename of a file or folder.</summary>
/// <param name="From">What it was called.</param>
/// <param name="To">What it is called then.</param>
public sealed record RestoreRename(string From, string To);
