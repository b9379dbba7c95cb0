using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>
/// What is believed of the journal of a restore: only what a restore of that instance would have written. Whatever else a journal says,
/// nothing is renamed or deleted but the places of the instance and what lies beside them under the names that restores give.
/// </summary>
internal static class RestoreBelief
{
    /// <summary>Most places that a restore has: a home, and a configuration that is not in it.</summary>
    private const int MostPlaces = 2;

    /// <summary>Why a journal is not believed, as the end of a sentence that begins with it; <see langword="null"/> when it is.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="record">The instance that it names, as the index has it; <see langword="null"/> when there is none.</param>
    public static string? Refusal(RestoreJournal journal, InstanceRecord? record)
    {
        if (journal.Staged.Count is 0 or > MostPlaces || journal.Staged.FirstOrDefault(path => !IsStaged(path)) is not null)
            return "does not say where the instance was restored";

        var places = journal.Staged.Select(path => path[..^RestorePlaces.StagedEnding.Length]).ToList();
        if (journal.Replaced.FirstOrDefault(path => !places.Exists(place => path == place + RestorePlaces.ReplacedEnding)) is { } replaced)
            return $"names {replaced}, which no restore to {places[0]} replaces";
        if (journal.Renames.FirstOrDefault(rename => !places.Exists(place => IsOf(place, rename))) is { } foreign)
            return $"renames {foreign.From} to {foreign.To}, which no restore to {places[0]} does";
        if (journal.Before is { } before && !before.Name.Equals(journal.InstanceName, StringComparison.OrdinalIgnoreCase))
            return $"would change the record of instance '{before.Name}'";
        return IsKnown(journal, places, record) ? null : $"is about {places[0]}, where the instance is not";
    }

    // An instance that a restore adds is in the index when everything is in its place, and no sooner.
    private static bool IsKnown(RestoreJournal journal, List<string> places, InstanceRecord? record) =>
        journal is { AddedConfigurationFilePath: { } added, Phase: not RestorePhase.Committed }
            ? IsIn(places, added)
            : record is not null && (IsIn(places, record.ConfigurationFilePath) || (HomeOf(record) is { } home && places.Contains(home, StringComparer.OrdinalIgnoreCase)));

    private static bool IsIn(List<string> places, string path) => IsWhole(path) && places.Exists(place => Rest(path, place) is not null);

    private static string? HomeOf(InstanceRecord record)
    {
        ConfigurationFile.TryRead(record, out var settings, out _);
        return record.HomeWith(settings);
    }

    private static bool IsStaged(string path) =>
        IsWhole(path) && path.EndsWith(RestorePlaces.StagedEnding, StringComparison.Ordinal) && IsPlace(path[..^RestorePlaces.StagedEnding.Length]);

    // A folder or file of a name: nothing lies beside a whole drive.
    private static bool IsPlace(string path) =>
        IsWhole(path) && !Path.EndsInDirectorySeparator(path) && Path.GetDirectoryName(path) is not null;

    private static bool IsWhole(string path) => Path.IsPathFullyQualified(path) && Path.GetFullPath(path) == path;

    // Out of its place, or into it: the same path below two of its three names.
    private static bool IsOf(string place, RestoreRename rename) =>
        IsWhole(rename.From) && IsWhole(rename.To)
        && (IsSame(rename, place, place + RestorePlaces.ReplacedEnding)
            || IsSame(rename, place + RestorePlaces.StagedEnding, place));

    private static bool IsSame(RestoreRename rename, string from, string to) =>
        Rest(rename.From, from) is { } rest && Rest(rename.To, to) == rest;

    private static string? Rest(string path, string folder) =>
        path.Equals(folder, StringComparison.OrdinalIgnoreCase) ? ""
        : path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase) ? path[folder.Length..]
        : null;
}
