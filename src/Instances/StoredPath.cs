namespace Octopus.Instances;

/// <summary>
/// Paths that stand in a record, in the registry or in a configuration. One is used only when it means the same place to every
/// process: elevated programs, services and people stand in different folders and have different variables.
/// </summary>
public static class StoredPath
{
    private const string Forbidden = "\"<>|?*";

    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>Reads a path as it is stored. Shares and devices are refused too: who asks for them may be an administrator.</summary>
    /// <param name="text">What is stored.</param>
    /// <param name="folder">The folder that a relative path is taken from; <see langword="null"/> where none may be relative.</param>
    /// <param name="path">The full path, with nothing in it that leads up and no separator at its end; empty when there is none.</param>
    /// <param name="reason">Why it is not used, as the end of a sentence that begins with it; empty when it is.</param>
    public static bool TryRead(string text, string? folder, out string path, out string reason)
    {
        reason = Refusal(text, mayBeRelative: folder is not null && IsAbsolute(folder)) ?? "";
        path = reason.Length > 0 ? "" : Normal(IsAbsolute(text) ? text : $"{folder}/{text}");
        return reason.Length == 0;
    }

    /// <summary>The folder of a file, wherever this runs.</summary>
    internal static string FolderOf(string path) => path.Substring(0, path.LastIndexOfAny(Separators) + 1);

    private static string? Refusal(string text, bool mayBeRelative)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is empty";
        if (IsSeparator(text, 0) && IsSeparator(text, 1))
            return "is on another machine or names a device, and a folder of this machine is needed";
        if (Variable(text) is { } variable)
            return $"contains the variable {variable}, which nobody expands";
        foreach (var letter in text)
        {
            if (char.IsControl(letter) || Forbidden.IndexOf(letter) >= 0)
                return $"contains the character U+{(int)letter:X4}, which no path has";
        }

        if (text.IndexOf(':', IsDrive(text) ? 2 : 0) >= 0)
            return "contains a colon that belongs to no drive";
        if (IsDrive(text) && !IsAbsolute(text))
            return "depends on the current folder of a drive";
        if (!IsAbsolute(text) && IsSeparator(text, 0))
            return "depends on the current drive";
        if (!IsAbsolute(text) && !mayBeRelative)
            return "is not a full path";
        return text.Split(Separators).Any(part => part.Length > 0 && InstanceName.IsDevice(part)) ? "has a part that Windows reserves for a device" : null;
    }

    // On another system than Windows, where tests run, its own full paths are such too.
    private static bool IsAbsolute(string text) => (IsDrive(text) && IsSeparator(text, 2)) || (Path.DirectorySeparatorChar == '/' && IsSeparator(text, 0) && text[0] == '/');

    private static bool IsDrive(string text) =>
        text.Length >= 2 && text[1] == ':' && text[0] is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    private static bool IsSeparator(string text, int at) => at < text.Length && Separators.Contains(text[at]);

    // A percent sign alone is a letter like others.
    private static string? Variable(string text)
    {
        var parts = text.Split('%');
        for (var index = 1; index < parts.Length - 1; index++)
        {
            if (parts[index].Length > 0 && parts[index].IndexOfAny(Separators) < 0)
                return $"%{parts[index]}%";
        }

        return null;
    }

    // As Windows does it, wherever this runs: a path that leads up is compared with folders that it must not be in.
    private static string Normal(string path)
    {
        var isDrive = IsDrive(path);
        var separator = isDrive ? '\\' : '/';
        var parts = new List<string>();
        foreach (var part in path.Substring(isDrive ? 2 : 0).Split(Separators))
        {
            var name = isDrive && part != ".." ? part.TrimEnd(' ', '.') : part;
            if (name == "..")
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (name is not ("" or "."))
                parts.Add(name);
        }

        return (isDrive ? path.Substring(0, 2) : "") + separator + string.Join(separator.ToString(), parts);
    }
}
