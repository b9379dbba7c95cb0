namespace PackageCompiler.Tools;

/// <summary>A program the compiler relies on is missing or failed.</summary>
internal sealed class ToolException(string tool, string sentence) : Exception($"{tool}: error: {sentence}");
