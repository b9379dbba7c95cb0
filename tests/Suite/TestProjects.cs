using System.Xml.Linq;

namespace Octopus.Tests.Suite;

/// <summary>The test projects and their programs.</summary>
internal static class TestProjects
{
    /// <summary>
    /// The program of every test project there is, quick ones first. Found and not listed: a list is what a new project would be
    /// missing from while all is green.
    /// </summary>
    public static IReadOnlyList<BuiltProgram> All() =>
    [
        .. Names()
            .Select(BuiltProgram.Of)
            .OrderBy(program => program.NeedsWindows)
            .ThenBy(program => program.Name, StringComparer.Ordinal),
    ];

    /// <summary>The program of one test project.</summary>
    public static BuiltProgram Named(string name) =>
        Names().Contains(name)
            ? BuiltProgram.Of(name)
            : throw new ArgumentException($"There is no test project '{name}'. The projects are: {string.Join(", ", Names())}.");

    /// <summary>What a project says of itself; <see langword="null"/> when it says nothing.</summary>
    public static string? Property(string name, string property) => PropertyOf(Path.Combine(Repository.Tests, name, $"{name}.csproj"), property);

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Repository.Tests, "*.csproj", SearchOption.AllDirectories)
            .Where(project => PropertyOf(project, "IsTestProject") == "true")
            .Select(project => Path.GetFileNameWithoutExtension(project));

    private static string? PropertyOf(string project, string property) =>
        XDocument.Load(project).Descendants(property).SingleOrDefault()?.Value;
}
