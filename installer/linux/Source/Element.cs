namespace PackageCompiler.Source;

/// <summary>An element after preprocessing, wherever it was included from.</summary>
internal sealed record Element(string Name, SourceLocation At, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<Element> Children);
