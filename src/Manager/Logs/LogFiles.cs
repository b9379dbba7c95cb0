using System.Text.RegularExpressions;
using Octopus.Cli;

namespace Octopus.Manager.Logs;

/// <summary>
/// The log files of instances, read while the agent writes them. The account of an instance may put anything in their place, and the
/// Manager may read everything: only files with the agent's names are read, and nothing through a link.
/// </summary>
/// <param name="host">The machine.</param>
public sealed class LogFiles(CommandHost host)
{
    private const string Folder = "Logs";

    // The agent's file, with the day or the number that it gets when it is rolled.
    private readonly Regex _names = new($@"\AOctopus{host.Application.Name}[0-9._-]*\.txt\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The files, the newest first; none when there is no folder.</summary>
    /// <param name="home">The home of the instance.</param>
    /// <exception cref="IOException">They cannot be read, or a link stands in place of their folder.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read them.</exception>
    public IReadOnlyList<FileInfo> In(string? home) => home is null
        ? []
        : [.. host.UntrustedFiles.List(home, Folder).Where(file => _names.IsMatch(file.Name)).OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Opens one beside the agent that writes it, and that may roll it away.</summary>
    /// <param name="home">The home of the instance.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="IOException">It cannot be read, is no log, or is not the file that it seems to be.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public FileStream Open(string home, string name) =>
        _names.IsMatch(name) ? host.UntrustedFiles.Open(home, Folder, name) : throw new IOException($"{name} is not the name of a log.");

    /// <summary>What is wrong with logs that cannot be read.</summary>
    /// <param name="failure">What was thrown.</param>
    internal static string Problem(Exception failure) => $"The logs cannot be read. {failure.Message}";
}
