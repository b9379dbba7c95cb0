using System.Buffers;

namespace PackageCompiler.Identity;

/// <summary>8.3 names, hashed from the long name and its folder as WiX does.</summary>
internal static class ShortNames
{
    private static readonly SearchValues<char> Illegal = SearchValues.Create("\\?|><:/*\"+,;=[]. ");

    /// <summary>The value of a name column: the name alone where it is short already, else <c>short|long</c>.</summary>
    public static string ForFile(string name, string directory) =>
        IsShort(name) ? name : $"{Hash(name, "File", directory, keepExtension: true)}|{name}";

    public static string ForDirectory(string name, string parent) =>
        IsShort(name) ? name : $"{Hash(name, "Directory", parent, keepExtension: false)}|{name}";

    public static string ForShortcut(string name, string component, string directory) =>
        IsShort(name) ? name : $"{Hash(name, "Shortcut", $"{component}|{directory}", keepExtension: true)}|{name}";

    public static bool IsShort(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var stem = dot < 0 ? name : name[..dot];
        var extension = dot < 0 ? "" : name[(dot + 1)..];
        return stem.Length is > 0 and <= 8 && extension.Length <= 3
            && !stem.AsSpan().ContainsAny(Illegal) && !extension.AsSpan().ContainsAny(Illegal);
    }

    private static string Hash(string name, string kind, string place, bool keepExtension)
    {
        var lower = ComponentGuids.Lower(name);
        var stem = NameHash.Base64Of($"{lower}|{kind}|{place}")[..8].Replace('+', '-').Replace('/', '_');
        var extension = keepExtension ? Path.GetExtension(lower) : "";
        var shortName = stem + extension[..Math.Min(4, extension.Length)];
        return ComponentGuids.Lower(IsShort(shortName) ? shortName : stem);
    }
}
