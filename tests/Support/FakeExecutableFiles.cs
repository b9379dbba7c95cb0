using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Files in memory. A file that a process runs is not free, like on Windows.</summary>
public sealed class FakeExecutableFiles(FakeProcesses? processes = null) : IExecutableFiles
{
    private readonly Dictionary<string, string> identities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Files that somebody holds although no process of ours runs them.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a file, and other ways to write its path.</summary>
    public FakeExecutableFiles Add(string path, params string[] aliases)
    {
        identities[path] = path;
        foreach (var alias in aliases)
            identities[alias] = path;
        return this;
    }

    public bool Exists(string path) => identities.ContainsKey(path);

    public bool AreSame(string first, string second) =>
        first.Length > 0 && second.Length > 0 && string.Equals(Identity(first), Identity(second), StringComparison.OrdinalIgnoreCase);

    public bool IsFree(string path) =>
        !Held.Contains(path) && processes?.RunningExecutables.Any(running => AreSame(running, path)) != true;

    private string Identity(string path) => identities.GetValueOrDefault(path, path);
}
