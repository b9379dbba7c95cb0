using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Files in memory. A file that a process runs or holds is not free, like on Windows.</summary>
public sealed class FakeExecutableFiles(FakeProcesses? processes = null) : IExecutableFiles
{
    private readonly Dictionary<string, string> identities = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Path, int Process)> holders = [];

    /// <summary>Files that somebody holds whom nobody can name.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a file, and other ways to write its path.</summary>
    public FakeExecutableFiles Add(string path, params string[] aliases)
    {
        identities[path] = path;
        foreach (var alias in aliases)
            identities[alias] = path;
        return this;
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string path) => identities.Remove(path);

    /// <summary>A process holds a file against writing, until it ends.</summary>
    public FakeExecutableFiles Hold(string path, int processId)
    {
        holders.Add((path, processId));
        return this;
    }

    public bool Exists(string path) => identities.ContainsKey(path);

    public bool AreSame(string first, string second) =>
        first.Length > 0 && second.Length > 0 && string.Equals(Identity(first), Identity(second), StringComparison.OrdinalIgnoreCase);

    public bool IsFree(string path) => !Held.Contains(path) && HoldersOf(path).Count == 0;

    public IReadOnlyList<string> FilesIn(string folder) =>
        [.. identities.Values.Distinct().Where(path => WindowsPath.Folder(path).Equals(folder.TrimEnd('\\'), StringComparison.OrdinalIgnoreCase))];

    public IReadOnlyList<int> HoldersOf(string path) =>
        [.. (processes?.List() ?? []).Where(process => Uses(process, path)).Select(process => process.Id)];

    private bool Uses(ProcessDescription process, string path) =>
        AreSame(process.ExecutablePath!, path) || holders.Any(holder => holder.Process == process.Id && AreSame(holder.Path, path));

    private string Identity(string path) => identities.GetValueOrDefault(path, path);
}
