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

    /// <summary>Whether a project sets a property of its own to true.</summary>
    public static bool Says(string name, string property) => Says(property, new FileInfo(Path.Combine(Repository.Tests, name, $"{name}.csproj")));

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Repository.Tests, "*.csproj", SearchOption.AllDirectories)
            .Where(project => Says("IsTestProject", new FileInfo(project)))
            .Select(project => Path.GetFileNameWithoutExtension(project));

    private static bool Says(string property, FileInfo project) =>
        XDocument.Load(project.FullName).Descendants(property).Any(element => element.Value == "true");
}
