using System.Globalization;
using System.Text.RegularExpressions;

namespace PackageCompiler.Source;

/// <summary>Reads one element strictly: what nobody asked for is an error, so nothing is skipped in silence.</summary>
internal sealed partial class ElementReader(Element element)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public SourceLocation At => element.At;

    public string Name => element.Name;

    public string? Optional(string name)
    {
        _asked.Add(name);
        return element.Attributes.GetValueOrDefault(name);
    }

    public string Required(string name) =>
        Optional(name) is { Length: > 0 } value ? value : throw Error($"'{element.Name}' needs the attribute '{name}'.");

    public string Id() => Identifier(Required("Id"));

    public string Identifier(string value) => IdentifierPattern().IsMatch(value)
        ? value
        : throw Error($"'{value}' is not an identifier.");

    public bool YesNo(string name, bool otherwise) => Choice(name, otherwise ? "yes" : "no", "yes", "no") == "yes";

    public string Choice(string name, string? otherwise, params ReadOnlySpan<string> allowed)
    {
        var value = Optional(name) ?? otherwise ?? throw Error($"'{element.Name}' needs the attribute '{name}'.");
        return allowed.Contains(value)
            ? value
            : throw Error($"'{value}' is not a value of '{element.Name}/@{name}'; it is one of: {string.Join(", ", allowed)}.");
    }

    public int Number(string name, int otherwise) => Optional(name) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error($"'{text}' is not a number for '{element.Name}/@{name}'.");

    /// <summary>A GUID in the registry's form; where one can be generated, <c>*</c> or nothing asks for that.</summary>
    public string Guid(string name, bool generated) => (generated ? Optional(name) ?? "*" : Required(name)) switch
    {
        "*" when generated => "*",
        var text when System.Guid.TryParse(text, out var guid) => guid.ToString("B").ToUpperInvariant(),
        var text => throw Error($"'{text}' is not a GUID for '{element.Name}/@{name}'."),
    };

    /// <summary>Hands every child to the reader for its name; a name without a reader is an error.</summary>
    public void Children(IReadOnlyDictionary<string, Action<ElementReader>> readers)
    {
        MustKnowAllAttributes();
        foreach (var child in element.Children)
        {
            var reader = new ElementReader(child);
            if (!readers.TryGetValue(child.Name, out var read))
                throw reader.Error($"the element '{child.Name}' is unknown inside '{element.Name}'.");
            read(reader);
        }
    }

    /// <summary>The element has no children and no attribute that was not asked for.</summary>
    public void End() => Children(new Dictionary<string, Action<ElementReader>>());

    /// <summary>For elements whose children are named by what they do, as in a sequence.</summary>
    public IEnumerable<ElementReader> AnyChildren()
    {
        MustKnowAllAttributes();
        return element.Children.Select(child => new ElementReader(child));
    }

    public SourceException Error(string sentence) => new(element.At, sentence);

    private void MustKnowAllAttributes()
    {
        if (element.Attributes.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } unknown)
            throw Error($"the attribute '{unknown}' of '{element.Name}' is unknown.");
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.]{0,71}$")]
    private static partial Regex IdentifierPattern();
}
