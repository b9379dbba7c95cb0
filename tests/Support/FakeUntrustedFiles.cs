using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Files of this machine, with links that are really there and such that a test says are.</summary>
public sealed class FakeUntrustedFiles : IUntrustedFiles
{
    /// <summary>Paths that are links to another place.</summary>
    public HashSet<string> Links { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Paths that are one of several names of a file.</summary>
    public HashSet<string> SecondNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FileInfo> List(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        RequireNoLink(root, path);
        return Directory.Exists(path) ? new DirectoryInfo(path).GetFiles() : [];
    }

    public FileStream Open(string root, string folder, string name)
    {
        var path = Path.Combine(root, folder, name);
        RequireNoLink(root, Path.Combine(root, folder), path);
        if (Path.GetFullPath(path) != path)
            throw new IOException($"{path} leads to another place.");
        if (Directory.Exists(path))
            throw new IOException($"{path} is no file.");
        if (SecondNames.Contains(path))
            throw new IOException($"{path} is one of several names of a file.");
        return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    private void RequireNoLink(params string[] paths)
    {
        foreach (var path in paths)
        {
            if (Links.Contains(path) || new FileInfo(path).LinkTarget is not null)
                throw new IOException($"{path} is a link to another place.");
        }
    }
}
