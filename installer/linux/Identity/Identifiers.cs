namespace PackageCompiler.Identity;

/// <summary>Ids for what the sources leave unnamed, hashed the way WiX does so that both compilers agree.</summary>
internal static class Identifiers
{
    public static string ForFile(string directory, string name) => Hash("fls", directory, name);

    /// <summary>The id of a harvested subfolder; the three empty fields are short and source names we never give.</summary>
    public static string ForDirectory(string parent, string path) => Hash("d", parent, path, "", "", "");

    private static string Hash(string prefix, params string[] fields) =>
        prefix + NameHash.Base64Of(string.Join('|', fields))[..^1].Replace('+', '.').Replace('/', '_');
}
