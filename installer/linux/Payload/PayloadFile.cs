using PackageCompiler.Source;

namespace PackageCompiler.Payload;

/// <summary>A file on its way into the package.</summary>
internal sealed record PayloadFile(SourceLocation At, string Id, string Component, string Directory, string Name, string SourcePath)
{
    public int Size { get; init; }

    /// <summary>Null for a file without a version resource; such a file is compared by <see cref="Hash"/>.</summary>
    public string? Version { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<int>? Hash { get; init; }

    /// <summary>Reads size and identity from the file system.</summary>
    public PayloadFile Measure()
    {
        var version = FileVersion.Read(SourcePath);
        return this with
        {
            Size = checked((int)new FileInfo(SourcePath).Length),
            Version = version?.Number,
            Language = version?.Languages,
            Hash = version is null ? FileHash.Compute(SourcePath) : null,
        };
    }
}
