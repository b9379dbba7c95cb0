using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Places that a test decides on; links are those of the disk.</summary>
public sealed class FakeFolderPlaces : IFolderPlaces
{
    /// <summary>The folders of the system.</summary>
    public List<string> System { get; } = [];

    /// <summary>Folders on drives that are not built in.</summary>
    public HashSet<string> Elsewhere { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders with the names that Windows has for them.</summary>
    public Dictionary<string, string> TrueNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> SystemFolders => System;

    public bool IsOnFixedDrive(string path) => !path.StartsWith(@"\\", StringComparison.Ordinal) && !Elsewhere.Any(folder => IsOrIsIn(folder, path));

    public string? LinkIn(string path) => Above(path).Reverse().FirstOrDefault(part => Path.Exists(part) && File.GetAttributes(part).HasFlag(FileAttributes.ReparsePoint));

    public string TrueName(string path) =>
        TrueNames.Where(name => IsOrIsIn(name.Key, path)).Select(name => name.Value + path[name.Key.Length..]).FirstOrDefault(path);

    private static bool IsOrIsIn(string folder, string path) =>
        path.Equals(folder, StringComparison.OrdinalIgnoreCase) || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Above(string path)
    {
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
            yield return part;
    }
}
