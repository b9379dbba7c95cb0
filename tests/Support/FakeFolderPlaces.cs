using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Places that a test decides on; links are those of the disk.</summary>
public sealed class FakeFolderPlaces : IFolderPlaces
{
    /// <summary>The folders of the system.</summary>
    public List<string> System { get; } = [];

    /// <summary>The folders of programs.</summary>
    public List<string> Programs { get; } = [];

    /// <summary>What lies in folders that are not on the disk.</summary>
    public Dictionary<string, string[]> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders on drives that are not built in.</summary>
    public HashSet<string> Elsewhere { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders with the names that Windows has for them.</summary>
    public Dictionary<string, string> TrueNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> SystemFolders => System;

    public IReadOnlyList<string> ProgramFolders => Programs;

    public IReadOnlyList<string> NamesIn(string folder) =>
        Names.GetValueOrDefault(folder) ?? (Directory.Exists(folder) ? [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path))] : []);

    public bool IsOnFixedDrive(string path) => !path.StartsWith(@"\\", StringComparison.Ordinal) && !Elsewhere.Any(folder => FolderPath.IsOrIsIn(folder, path));

    public string? LinkIn(string path, string? top = null) => Above(path).Reverse().FirstOrDefault(part => (top is null || FolderPath.IsOrIsIn(top, part)) && Path.Exists(part) && File.GetAttributes(part).HasFlag(FileAttributes.ReparsePoint));

    public string TrueName(string path) =>
        TrueNames.Where(name => FolderPath.IsOrIsIn(name.Key, path)).Select(name => name.Value + path[name.Key.Length..]).FirstOrDefault(path);

    private static IEnumerable<string> Above(string path)
    {
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
            yield return part;
    }
}
