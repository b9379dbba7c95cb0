using Octopus.Backup.Manifests;
using Octopus.Instances;

namespace Octopus.Backup.Saving;

/// <summary>
/// Finds what belongs to an instance: its configuration, and everything in its home but logs (unless they are asked for), working
/// folders, temporary files, links, and what belongs to somebody else.
/// </summary>
/// <param name="record">The instance.</param>
/// <param name="home">Its home; <see langword="null"/> when it has none.</param>
/// <param name="withLogs">Whether its logs are wanted.</param>
/// <param name="foreign">Files and folders of others, which may lie in the home.</param>
public sealed class OwnedFileSearch(InstanceRecord record, string? home, bool withLogs, IReadOnlyList<string> foreign)
{
    private static readonly string[] Temporary = [".tmp", ".writing", AtomicFile.PreviousEnding];

    /// <summary>The configuration's path in the home, with forward slashes; <see langword="null"/> when it is elsewhere.</summary>
    public string? ConfigurationInHome { get; } =
        home is not null && IsIn(Full(home), Full(record.ConfigurationFilePath)) ? Relative(Full(home), Full(record.ConfigurationFilePath)) : null;

    /// <summary>Looks now.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read a folder.</exception>
    public OwnedFiles Find()
    {
        var configuration = new FileInfo(record.ConfigurationFilePath);
        var files = new List<OwnedFile> { new(EntryPath.Configuration + configuration.Name, configuration.FullName, configuration.Length, Grows: false) };
        var warnings = new List<string>();
        if (home is not null && Directory.Exists(home))
            Walk(new DirectoryInfo(Full(home)), files, warnings);
        else if (home is not null)
            warnings.Add($"The home {home} of instance '{record.Name}' does not exist, so only its configuration is saved.");
        return new([.. files.OrderBy(file => file.EntryPath, StringComparer.Ordinal)], warnings);
    }

    private void Walk(DirectoryInfo root, List<OwnedFile> files, List<string> warnings)
    {
        var folders = new Stack<DirectoryInfo>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (IsSkipped(root, entry))
                    continue;
                var path = EntryPath.Home + Relative(root.FullName, entry.FullName);
                if (foreign.FirstOrDefault(other => Same(Full(other), entry.FullName)) is { } other)
                    warnings.Add($"{other} is not saved with instance '{record.Name}': it belongs to another instance, or to the product.");
                else if (IsLink(entry))
                    warnings.Add($"{entry.FullName} is not saved: it is a link, and links are not followed.");
                else if (entry is DirectoryInfo child)
                    folders.Push(child);
                else if (EntryPath.Refusal(path) is { } refusal)
                    warnings.Add($"{entry.FullName} is not saved: its path {refusal}.");
                else
                    files.Add(new(path, entry.FullName, ((FileInfo)entry).Length, path.StartsWith($"{EntryPath.Home}{HomeContents.Logs}/", StringComparison.OrdinalIgnoreCase)));
            }
        }
    }

    private bool IsSkipped(DirectoryInfo root, FileSystemInfo entry)
    {
        if (entry is FileInfo)
            return Same(entry.FullName, Full(record.ConfigurationFilePath)) || Same(entry.FullName, HomeMark.PathIn(root.FullName)) || Temporary.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase);
        return Same(entry.FullName, Path.Combine(root.FullName, HomeContents.Work)) || (!withLogs && Same(entry.FullName, Path.Combine(root.FullName, HomeContents.Logs)));
    }

    // A file that Windows keeps deduplicated is a reparse point too, and leads nowhere else.
    private static bool IsLink(FileSystemInfo entry) =>
        entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && (entry is DirectoryInfo || entry.LinkTarget is not null);

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static bool IsIn(string folder, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
