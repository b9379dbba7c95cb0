using System.Xml.Linq;

namespace Octopus.Tests.Suite;

/// <summary>A test project's program, as it was built.</summary>
/// <param name="Name">The project.</param>
/// <param name="Path">The program.</param>
/// <param name="NeedsWindows">Whether it is a Windows program.</param>
internal sealed record TestProgram(string Name, string Path, bool NeedsWindows)
{
    private const string ConfigurationEnding = ".runtimeconfig.json";

    /// <summary>
    /// The program of every test project there is, quick ones first. Found and not listed: a list is what a new project would be
    /// missing from while all is green.
    /// </summary>
    public static IReadOnlyList<TestProgram> All() =>
    [
        .. Projects()
            .Select(Find)
            .OrderBy(program => program.NeedsWindows)
            .ThenBy(program => program.Name, StringComparer.Ordinal),
    ];

    /// <summary>The program of one project, by its name.</summary>
    public static TestProgram Named(string name) =>
        Projects().Where(project => System.IO.Path.GetFileNameWithoutExtension(project) == name).Select(Find).SingleOrDefault()
            ?? throw new ArgumentException($"There is no test project '{name}'. The projects are: {string.Join(", ", Projects().Select(System.IO.Path.GetFileNameWithoutExtension))}.");

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Repository.Tests, "*.csproj", SearchOption.AllDirectories).Where(IsTestProject);

    private static bool IsTestProject(string project) =>
        XDocument.Load(project).Descendants("IsTestProject").Any(element => element.Value == "true");

    private static TestProgram Find(string project)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(project);
        var built = System.IO.Path.Combine(BuildFolder(), name);
        var configurations = Directory.Exists(built)
            ? Directory.EnumerateFiles(built, "*" + ConfigurationEnding, SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)!).StartsWith("release", StringComparison.Ordinal))
                .ToList()
            : [];
        if (configurations is not [var configuration])
            throw new InvalidOperationException($"{project} has {configurations.Count} programs in {built} and should have one. Build it in Release.");

        var needsWindows = System.IO.Path.GetDirectoryName(configuration)!.EndsWith("win-x64", StringComparison.Ordinal);
        return new(name, configuration[..^ConfigurationEnding.Length] + (needsWindows ? ".exe" : ".dll"), needsWindows);
    }

    // This program stands in bin/Suite/release, next to the others.
    private static string BuildFolder() => System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", ".."));
}
