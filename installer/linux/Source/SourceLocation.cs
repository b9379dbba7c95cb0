namespace PackageCompiler.Source;

/// <summary>A place in a source file, written the way editors and MSBuild recognise.</summary>
internal readonly record struct SourceLocation(string File, int Line)
{
    public override string ToString() => Line == 0 ? File : $"{File}({Line})";
}
