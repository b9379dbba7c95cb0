using PackageCompiler.Source;

namespace PackageCompiler.Sequence;

/// <summary>A row of a sequence table.</summary>
internal sealed record ScheduledAction(string Action, string? Condition, int Number, SourceLocation? At);
