namespace Octopus.Services;

/// <summary>Compares full paths of folders as Windows does, wherever this code runs.</summary>
public static class FolderPath
{
    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>Whether two full paths are one folder.</summary>
    public static bool AreSame(string one, string other) => one.TrimEnd(Separators).Equals(other.TrimEnd(Separators), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is below a folder; nothing is below none.</summary>
    public static bool IsIn(string? folder, string path)
    {
        if (folder is null)
            return false;
        var top = folder.TrimEnd(Separators);
        return path.Length > top.Length && Separators.Contains(path[top.Length]) && path.StartsWith(top, StringComparison.OrdinalIgnoreCase)
            && path.Substring(top.Length).Trim(Separators).Length > 0;
    }

    /// <summary>Whether a path is a folder, or below it.</summary>
    public static bool IsOrIsIn(string? folder, string path) => folder is not null && (AreSame(folder, path) || IsIn(folder, path));

    /// <summary>Why a path is not the folder that its name says, as the end of a sentence that begins with it; <see langword="null"/> when it is.</summary>
    /// <param name="places">Where folders are.</param>
    /// <param name="path">The path.</param>
    public static string? Detour(this IFolderPlaces places, string path)
    {
        if (places.LinkIn(path) is { } link)
            return AreSame(link, path) ? "is a link to another place" : $"lies behind {link}, which is a link to another place";
        try
        {
            return places.TrueName(path) is var name && AreSame(name, path) ? null : $"is only another name of {name}";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return $"cannot be looked at ({unknown.Message.TrimEnd('.')})";
        }
    }
}
