using PackageCompiler.Source;

namespace PackageCompiler.Payload;

/// <summary>A component with everything the Component table wants.</summary>
internal sealed record BoundComponent(SourceLocation At, string Id, string Holder, string Directory, string Guid, int Attributes, string? Condition, string KeyPath);
