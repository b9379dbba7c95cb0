using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;
using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>What is to be restored, and as what.</summary>
public sealed record RestoreRequest
{
    /// <summary>The backup.</summary>
    public required BackupFile Backup { get; init; }

    /// <summary>The instance it becomes, with its configuration file.</summary>
    public required InstanceRecord Record { get; init; }

    /// <summary>The record of the instance that is replaced; <see langword="null"/> when it is none.</summary>
    public required InstanceRecord? Before { get; init; }

    /// <summary>Whether the instance exists already and is replaced.</summary>
    public bool Replaces => Before is not null;

    /// <summary>
    /// Full paths of folders in the home that are there and stay as they are, with everything in them: deployed applications. Default: none.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Full path of its home, without a separator at its end.</summary>
    public required string Home { get; init; }

    /// <summary>Its settings.</summary>
    public required InstanceSettings Settings { get; init; }

    /// <summary>Whether it gets a new certificate, when it next starts, in place of the one in the backup. Default: no.</summary>
    public bool NewCertificate { get; init; }

    /// <summary>The files that are restored into its home.</summary>
    public IEnumerable<ManifestEntry> HomeEntries => Backup.Manifest.Entries.Where(entry =>
        entry.Path.StartsWith(EntryPath.Home, StringComparison.Ordinal)
        && !(NewCertificate && entry.Path.StartsWith(EntryPath.Certificate, StringComparison.OrdinalIgnoreCase))
        && !entry.Path.Equals(EntryPath.Home + HomeMark.FileName, StringComparison.OrdinalIgnoreCase)
        && !Kept.Any(folder => IsOrIsIn(folder, PathIn(Home, entry))));

    /// <summary>Where an entry of the home is restored to.</summary>
    internal static string PathIn(string home, ManifestEntry entry) =>
        Path.Combine(home, entry.Path[EntryPath.Home.Length..].Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Whether the configuration file is in the home.</summary>
    internal bool IsConfigurationInHome =>
        Record.ConfigurationFilePath.StartsWith(Home + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    /// <summary>A file of the backup that stands where the configuration has to; <see langword="null"/> when none does.</summary>
    internal string? InPlaceOfConfiguration => !IsConfigurationInHome ? null : EntryPath.Collision(
        [EntryPath.Home + Record.ConfigurationFilePath[(Home.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/'), .. HomeEntries.Select(entry => entry.Path)]);

    /// <summary>Whether a full path is a folder or below it.</summary>
    internal static bool IsOrIsIn(string folder, string path) =>
        path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && (path.Length == folder.Length || path[folder.Length] == Path.DirectorySeparatorChar);

    internal string StagedHome => Home + RestorePlaces.StagedEnding;

    internal string StagedConfiguration => IsConfigurationInHome
        ? StagedHome + Record.ConfigurationFilePath[Home.Length..]
        : Record.ConfigurationFilePath + RestorePlaces.StagedEnding;
}
