namespace Octopus.Tests.Support;

/// <summary>
/// A folder of a test's own, gone when the test is. The folder above it is the test's own too: what deletes one too many, a product
/// that was broken on purpose for instance, must not take everybody's temporary files.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _above = Directory.CreateTempSubdirectory("octopus-test-");

    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = _above.CreateSubdirectory("folder").FullName;

    /// <summary>Full path of the folder, which exists.</summary>
    public string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Every file by its path in the folder, with its bytes: equal when nothing in the folder has changed.</summary>
    public IReadOnlyDictionary<string, string> Contents() =>
        Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).ToDictionary(
            path => System.IO.Path.GetRelativePath(Path, path),
            path => Directory.Exists(path) ? "folder" : Convert.ToHexString(System.IO.File.ReadAllBytes(path)));

    public void Dispose() => _above.Delete(recursive: true);
}
