using PackageCompiler.Source;

namespace PackageCompiler;

/// <summary>What one run of the compiler is asked to do.</summary>
internal sealed record Options
{
    public required IReadOnlyList<string> Sources { get; init; }
    public required string Output { get; init; }

    /// <summary>Where IDT files live.</summary>
    public required string Intermediate { get; init; }

    /// <summary>Where the staged payload and the reusable cabinet live.</summary>
    public required string Cabinet { get; init; }
    public required IReadOnlyDictionary<string, string> Defines { get; init; }
    public required BindPaths BindPaths { get; init; }

    public static Options Parse(IReadOnlyList<string> args)
    {
        var at = new SourceLocation("PackageCompiler", 0);
        var sources = new List<string>();
        var defines = new Dictionary<string, string>(StringComparer.Ordinal);
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        string? output = null, intermediate = null, cabinet = null;

        for (var index = 0; index < args.Count; index++)
        {
            string Value() => ++index < args.Count
                ? args[index]
                : throw new SourceException(at, $"the option '{args[^1]}' needs a value.");
            (string Name, string Value) Pair()
            {
                var pair = Value().Split('=', 2);
                return pair.Length == 2 ? (pair[0], pair[1]) : throw new SourceException(at, $"'{pair[0]}' is not of the form Name=Value.");
            }

            switch (args[index])
            {
                case "--define": var (name, value) = Pair(); defines[name] = value; break;
                case "--bind": var (bind, path) = Pair(); paths[bind] = path; break;
                case "--output": output = Value(); break;
                case "--cabinet": cabinet = Value(); break;
                case "--intermediate": intermediate = Value(); break;
                case var option when option.StartsWith('-'): throw new SourceException(at, $"the option '{option}' is unknown.");
                case var source: sources.Add(source); break;
            }
        }

        return new Options
        {
            Sources = sources.Count > 0 ? sources : throw new SourceException(at, "no source file is named."),
            Output = output ?? throw new SourceException(at, "the option --output is missing."),
            Intermediate = intermediate ?? throw new SourceException(at, "the option --intermediate is missing."),
            Cabinet = cabinet ?? intermediate,
            Defines = defines,
            BindPaths = new BindPaths(paths),
        };
    }
}
