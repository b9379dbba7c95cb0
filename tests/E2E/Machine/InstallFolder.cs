using System.Security.Cryptography;

namespace Octopus.Tests.E2E.Machine;

/// <summary>The files of the installed product.</summary>
internal static class InstallFolder
{
    public static string Default => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Octopus Deploy", "Tentacle");

    /// <summary>The executable that services run.</summary>
    public static string Tentacle => Path.Combine(Default, "Tentacle.exe");

    /// <summary>The executable that the Start menu opens.</summary>
    public static string Manager => Path.Combine(Default, "Octopus.Manager.exe");

    /// <summary>Relative path and content hash of every file below a folder.</summary>
    public static SortedDictionary<string, string> Contents(string folder)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(folder))
            return contents;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            contents.Add(Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(stream)));
        }

        return contents;
    }

    /// <summary>How one folder differs from another: one line for each file that is missing, left over or different.</summary>
    public static IReadOnlyList<string> Differences(string actual, string expected)
    {
        var found = Contents(actual);
        var wanted = Contents(expected);
        return
        [
            .. wanted.Keys.Except(found.Keys, StringComparer.OrdinalIgnoreCase).Select(file => $"missing: {file}"),
            .. found.Keys.Except(wanted.Keys, StringComparer.OrdinalIgnoreCase).Select(file => $"left over: {file}"),
            .. wanted.Where(pair => found.TryGetValue(pair.Key, out var hash) && hash != pair.Value).Select(pair => $"different: {pair.Key}"),
        ];
    }
}
