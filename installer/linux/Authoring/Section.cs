using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>The package or one fragment: what it declares and what it needs from others.</summary>
internal sealed class Section(SourceLocation at)
{
    public SourceLocation At => at;

    public List<Symbol> Symbols { get; } = [];

    public List<Reference> References { get; } = [];

    public bool IsPackage => Symbols.Any(symbol => symbol is PackageSymbol);

    public void Refer<T>(string id, SourceLocation from) where T : Symbol => References.Add(new(typeof(T), id, from));
}

/// <summary>A need for a declaration that may stand in another fragment.</summary>
internal sealed record Reference(Type Kind, string Id, SourceLocation At);
