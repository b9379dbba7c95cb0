using System.Text.RegularExpressions;

namespace PackageCompiler.Source;

/// <summary>Preprocessor variables of one source file: given on the command line or defined in it.</summary>
internal sealed partial class Variables(IReadOnlyDictionary<string, string> given)
{
    private readonly Dictionary<string, string> _values = new(given, StringComparer.Ordinal);

    public bool IsDefined(string name) => _values.ContainsKey(name);

    public void Define(string name, string value, SourceLocation at)
    {
        // A second definition would mean two things by one name, depending on where one reads.
        if (!_values.TryAdd(name, Expand(value, at)))
            throw new SourceException(at, $"the variable '{name}' is already defined.");
    }

    /// <summary>Replaces <c>$(Name)</c> and <c>$(var.Name)</c>.</summary>
    public string Expand(string text, SourceLocation at)
    {
        var expanded = Reference().Replace(text, match =>
            _values.TryGetValue(match.Groups["name"].Value, out var value)
                ? value
                : throw new SourceException(at, $"the variable '{match.Value}' is not defined."));
        return expanded.Contains("$(", StringComparison.Ordinal)
            ? throw new SourceException(at, $"'{expanded}' holds a reference this compiler does not know.")
            : expanded;
    }

    [GeneratedRegex(@"\$\((var\.)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\)")]
    private static partial Regex Reference();
}
