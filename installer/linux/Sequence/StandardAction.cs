namespace PackageCompiler.Sequence;

/// <summary>A Windows Installer action at its usual number.</summary>
internal sealed record StandardAction(string Name, int Number, string? Condition = null);
