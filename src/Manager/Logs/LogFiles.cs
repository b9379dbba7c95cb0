namespace Octopus.Manager.Logs;

/// <summary>The log files of an instance, read while the agent writes them.</summary>
public static class LogFiles
{
    private const string Folder = "Logs";

    /// <summary>The files, the newest first; none when there is no folder.</summary>
    /// <param name="home">The home of the instance.</param>
    public static IReadOnlyList<FileInfo> In(string? home)
    {
        var folder = home is null ? null : new DirectoryInfo(Path.Combine(home, Folder));
        return folder is { Exists: true } ? [.. folder.EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)] : [];
    }

    /// <summary>Opens one beside the agent that writes it, and that may roll it away.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>What is wrong with a folder of logs that cannot be read.</summary>
    /// <param name="failure">What was thrown.</param>
    internal static string Problem(Exception failure) => $"The logs cannot be read. {failure.Message}";
}
