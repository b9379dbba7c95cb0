using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Files in memory. A file that somebody holds cannot be renamed, and one that a process runs cannot be deleted, like on Windows.</summary>
public sealed class FakeExecutableFiles(FakeProcesses? processes = null) : IExecutableFiles
{
    private readonly Dictionary<string, int> identities = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int File, int Process)> holders = [];
    private readonly List<(int File, int Process)> runners = [];
    private int last;

    /// <summary>Files that somebody holds whom nobody can name.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a file, and other ways to write its path.</summary>
    public FakeExecutableFiles Add(string path, params string[] aliases)
    {
        identities[path] = ++last;
        foreach (var alias in aliases)
            identities[alias] = last;
        return this;
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string path) => identities.Remove(path);

    /// <summary>A process holds a file against being replaced, until it ends.</summary>
    public FakeExecutableFiles Hold(string path, int processId)
    {
        holders.Add((identities[path], processId));
        return this;
    }

    /// <summary>A process runs a file, whatever its own path says: it can be renamed and not deleted, until that ends.</summary>
    public void RunBy(string path, int processId) => runners.Add((identities[path], processId));

    /// <summary>Tells a file from every other one, wherever it is.</summary>
    public int IdentityOf(string path) => identities[path];

    public bool Exists(string path) => identities.ContainsKey(path);

    public bool AreSame(string first, string second) =>
        first.Length > 0 && second.Length > 0
        && (identities.TryGetValue(first, out var one) && identities.TryGetValue(second, out var other)
            ? one == other
            : first.Equals(second, StringComparison.OrdinalIgnoreCase));

    public bool TryMove(string path, string newPath)
    {
        if (identities.ContainsKey(newPath))
            throw new IOException($"{newPath} exists.");
        if (!identities.TryGetValue(path, out var file))
            throw new FileNotFoundException($"{path} does not exist.", path);
        if (Held.Contains(path) || Holders(file).Count > 0)
            return false;
        // A process that runs it runs it under its new name.
        processes?.Renamed(path, newPath);
        identities.Remove(path);
        identities.Add(newPath, file);
        return true;
    }

    public bool TryCopy(string path, string newPath)
    {
        if (identities.ContainsKey(newPath))
            throw new IOException($"{newPath} exists.");
        if (!identities.ContainsKey(path))
            throw new FileNotFoundException($"{path} does not exist.", path);
        if (Held.Contains(path))
            return false;
        identities.Add(newPath, ++last);
        return true;
    }

    public bool TryDelete(string path)
    {
        if (Held.Contains(path) || HoldersOf(path).Count > 0)
            return false;
        identities.Remove(path);
        return true;
    }

    public void DeleteFolderWhenEmpty(string folder)
    {
        // Folders are only the files in them.
    }

    public IReadOnlyList<string> FilesIn(string folder) =>
        [.. identities.GroupBy(file => file.Value).Select(file => file.First().Key)
            .Where(path => WindowsPath.Folder(path).Equals(folder.TrimEnd('\\'), StringComparison.OrdinalIgnoreCase))];

    public IReadOnlyList<int> HoldersOf(string path) =>
        identities.TryGetValue(path, out var file)
            ? [.. Holders(file).Union((processes?.List() ?? []).Where(process => runners.Contains((file, process.Id)) || AreSame(process.ExecutablePath!, path)).Select(process => process.Id))]
            : [];

    private List<int> Holders(int file) =>
        [.. (processes?.List() ?? []).Where(process => holders.Contains((file, process.Id))).Select(process => process.Id)];
}
