namespace Octopus.Tests.Conventions;

/// <summary>The files of this repository, as they stand on disk.</summary>
internal static class Source
{
    private const string Landmark = "Directory.Packages.props";

    private static readonly string[] MadeByTools = ["artifacts", "bin", "obj", "TestResults", ".git", ".vs"];

    /// <summary>Where the product's C# is.</summary>
    public static readonly string[] Product = ["src", "customactions", "installer"];

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file somebody wrote, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Every folder that holds one of the files, or a folder of such.</summary>
    public static IEnumerable<string> Folders => Files
        .SelectMany(file => Enumerable.Range(1, file.Count(letter => letter == '/')).Select(depth => string.Join('/', file.Split('/')[..depth])))
        .Distinct();

    /// <summary>The C# files under any of the folders.</summary>
    public static IEnumerable<string> CSharp(params IEnumerable<string> folders) => Under(".cs", folders);

    /// <summary>The project files under any of the folders.</summary>
    public static IEnumerable<string> Projects(params IEnumerable<string> folders) => Under(".csproj", folders);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Fails with one line for each offender.</summary>
    public static void None(IEnumerable<string> offenders, string rule)
    {
        var all = offenders.ToList();
        if (all.Count > 0)
            Assert.Fail($"{rule}\n  {string.Join("\n  ", all)}");
    }

    private static IEnumerable<string> Under(string ending, IEnumerable<string> folders) =>
        Files.Where(file => file.EndsWith(ending, StringComparison.Ordinal) && folders.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal)));

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => !MadeByTools.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, Landmark)))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No {Landmark} above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
