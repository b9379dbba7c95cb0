using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads the directory tree.</summary>
internal static class DirectoryReader
{
    public const string Root = "TARGETDIR";

    private static readonly Dictionary<string, string> Standard = new(StringComparer.Ordinal)
    {
        ["ProgramFiles64Folder"] = "PFiles64",
        ["CommonAppDataFolder"] = "CommApp",
        ["ProgramMenuFolder"] = "PMenu",
    };

    public static bool IsStandard(string id) => id == Root || Standard.ContainsKey(id);

    public static void ReadStandard(Section section, ElementReader element)
    {
        var id = element.Id();
        if (!Standard.TryGetValue(id, out var name))
            throw element.Error($"'{id}' is not a standard directory this compiler knows.");
        section.Symbols.Add(new DirectorySymbol(element.At, id, Root, name));
        element.Children(Inside(section, id));
    }

    private static void Read(Section section, ElementReader element, string parent)
    {
        var id = element.Id();
        var name = element.Required("Name");
        if (name.IndexOfAny(['\\', '/', '?', '*', '|', '>', '<', ':', '"']) >= 0)
            throw element.Error($"'{name}' is not a directory name.");
        section.Symbols.Add(new DirectorySymbol(element.At, id, parent, name));
        element.Children(Inside(section, id));
    }

    private static Dictionary<string, Action<ElementReader>> Inside(Section section, string parent) => new()
    {
        ["Directory"] = child => Read(section, child, parent),
    };
}
