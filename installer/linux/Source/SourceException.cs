namespace PackageCompiler.Source;

/// <summary>The sources cannot be compiled; the message is the one line the author sees.</summary>
internal sealed class SourceException(SourceLocation at, string sentence) : Exception($"{at}: error: {sentence}");
