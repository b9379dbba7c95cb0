using PackageCompiler.Source;

namespace PackageCompiler.Payload;

/// <summary>The files a pattern means: one file, or everything below a folder.</summary>
internal static class Harvest
{
    private const string Everything = "/**";

    /// <summary>Full paths with the folder below the pattern's root, in an order that does not depend on the disk.</summary>
    public static IReadOnlyList<(string Path, string Subfolder)> Find(string pattern, SourceLocation at)
    {
        if (!pattern.EndsWith(Everything, StringComparison.Ordinal))
        {
            return pattern.Contains('*', StringComparison.Ordinal)
                ? throw new SourceException(at, $"the pattern '{pattern}' is neither a file nor a folder followed by \\**.")
                : File.Exists(pattern)
                    ? [(Path.GetFullPath(pattern), "")]
                    : throw new SourceException(at, $"the file '{pattern}' does not exist.");
        }

        var root = Path.GetFullPath(pattern[..^Everything.Length]);
        if (!Directory.Exists(root))
            throw new SourceException(at, $"the folder '{root}' does not exist.");
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Subfolder(root, path)))
            .ToList();
        return files.Count > 0 ? files : throw new SourceException(at, $"the folder '{root}' holds no file.");
    }

    private static string Subfolder(string root, string path)
    {
        var relative = Path.GetRelativePath(root, Path.GetDirectoryName(path)!);
        return relative == "." ? "" : relative.Replace('/', '\\');
    }
}
