namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>A shape in which <c>Tentacle.exe</c> could be shipped; <c>build.sh</c> makes the packages of each.</summary>
/// <param name="Name">As the packages call it.</param>
/// <param name="Title">As the table calls it.</param>
internal sealed record Shape(string Name, string Title)
{
    /// <summary>What was shipped before.</summary>
    public static readonly Shape Folder = new("folder", "folder");

    /// <summary>What is shipped.</summary>
    public static readonly Shape Native = new("native", "native");

    /// <summary>Every shape, what was before first and what is last.</summary>
    public static readonly IReadOnlyList<Shape> All =
    [
        Folder,
        new("folder-ready", "folder, ReadyToRun"),
        new("single", "single file"),
        new("single-ready", "single file, ReadyToRun"),
        Native,
    ];
}
