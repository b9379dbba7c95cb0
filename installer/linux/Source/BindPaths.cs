namespace PackageCompiler.Source;

/// <summary>Named folders that sources reach as <c>!(bindpath.Name)</c>.</summary>
internal sealed class BindPaths(IReadOnlyDictionary<string, string> folders)
{
    private const string Open = "!(bindpath.";

    /// <summary>The file system path for a source path, with this machine's separators.</summary>
    public string Resolve(string path, SourceLocation at)
    {
        if (path.StartsWith(Open, StringComparison.Ordinal))
        {
            var close = path.IndexOf(')', StringComparison.Ordinal);
            var name = close < 0 ? path : path[Open.Length..close];
            if (!folders.TryGetValue(name, out var folder))
                throw new SourceException(at, $"the bind path '{name}' is not given.");
            path = folder.TrimEnd('/', '\\') + path[(close + 1)..];
        }
        else if (path.Contains("!(", StringComparison.Ordinal))
        {
            throw new SourceException(at, $"'{path}' uses a binder variable this compiler does not know.");
        }
        else
        {
            path = Path.Combine(Path.GetDirectoryName(at.File) ?? "", path.Replace('\\', '/'));
        }
        return path.Replace('\\', '/');
    }
}
