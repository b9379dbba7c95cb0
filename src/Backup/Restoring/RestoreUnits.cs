using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>
/// What a restore puts in the place of what, in a home that is there. Not the home as a whole: what is neither in the backup nor made
/// by an agent stays where it is, and so do deployed applications, whose files other programs have open.
/// </summary>
internal sealed class RestoreUnits(RestoreRequest request)
{
    /// <summary>The paths in the home that come from the backup.</summary>
    public IReadOnlyList<string> Restored { get; } =
    [
        .. request.HomeEntries.Select(entry => RestoreRequest.PathIn("", entry))
            .Concat(request.IsConfigurationInHome ? [request.Record.ConfigurationFilePath[(request.Home.Length + 1)..]] : [])
            .Append(HomeMark.FileName)
            .Select(path => Unit(request, path)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The paths in the home that are there and go: what is restored, and what an agent has made since.</summary>
    public IReadOnlyList<string> Replaced =>
    [
        .. Restored.Concat(Made()).Distinct(StringComparer.OrdinalIgnoreCase).Where(path => Path.Exists(Path.Combine(request.Home, path))),
    ];

    private IEnumerable<string> Made() => HomeContents.Folders.Concat(HomeContents.Files)
        .Where(name => request.Backup.Manifest.WithLogs || name != HomeContents.Logs)
        .Concat(request.IsConfigurationInHome ? [request.Record.ConfigurationFilePath[(request.Home.Length + 1)..] + AtomicFile.PreviousEnding] : [])
        .Where(name => !request.Kept.Any(kept => RestoreRequest.IsOrIsIn(Path.Combine(request.Home, name), kept) || RestoreRequest.IsOrIsIn(kept, Path.Combine(request.Home, name))));

    // The first part of the path below which nothing is kept.
    private static string Unit(RestoreRequest request, string path)
    {
        for (var end = path.IndexOf(Path.DirectorySeparatorChar); end > 0; end = path.IndexOf(Path.DirectorySeparatorChar, end + 1))
        {
            if (!request.Kept.Any(kept => RestoreRequest.IsOrIsIn(Path.Combine(request.Home, path[..end]), kept)))
                return path[..end];
        }

        return path;
    }
}
