namespace Octopus.Services;

/// <summary>Takes paths of services and processes apart. They are Windows paths wherever this code runs.</summary>
public static class WindowsPath
{
    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>What follows the last separator.</summary>
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);

    /// <summary>What is before the last separator; empty when there is none.</summary>
    public static string Folder(string path) => path.Substring(0, Math.Max(0, path.LastIndexOfAny(Separators)));

    /// <summary>A file in a folder, which may end with a separator.</summary>
    public static string Combine(string folder, string fileName) => $@"{folder.TrimEnd(Separators)}\{fileName}";

    /// <summary>The ending of the file name with its dot; empty when it has none.</summary>
    public static string Extension(string path)
    {
        var name = FileName(path);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name.Substring(dot);
    }
}
