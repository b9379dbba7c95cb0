using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Octopus.Tests.Conventions;

/// <summary>Which project may know which: front ends know Lifecycle and Backup, these know Instances and Services, and nothing points back.</summary>
[TestClass]
public sealed partial class ReferenceTests
{
    private static readonly string[] Libraries = ["Instances", "Services", "Lifecycle", "Certificates", "Backup", "Cli"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Instances"] = [],
        ["Services"] = [],
        ["Lifecycle"] = ["Instances", "Services"],
        ["Certificates"] = ["Instances", "Services"],
        ["Backup"] = ["Instances", "Services"],
        ["Cli"] = ["Lifecycle", "Certificates", "Backup"],
        ["CustomActions"] = ["Lifecycle"],
        ["PackageCompiler"] = [],
    };

    // An executable takes the command line, or the engine itself.
    private static readonly string[] AllowedToExecutables = ["Cli", "Lifecycle"];

    [TestMethod]
    public void Product_projects_know_only_what_they_may() =>
        Source.None(
            from project in Source.Projects(Source.Product)
            from reference in References(project)
            where !Allowed.GetValueOrDefault(Name(project), AllowedToExecutables).Contains(reference)
            select $"{project} -> {reference}",
            "Arrows point one way, front ends -> Lifecycle -> { Instances, Services }:");

    [TestMethod]
    public void Product_projects_know_no_test() =>
        Source.None(
            Source.Projects(Source.Product).Where(project => Source.Read(project).Contains("tests/", StringComparison.Ordinal)),
            "The product does not know its tests:");

    [TestMethod]
    public void Libraries_know_no_front_end_by_its_namespace() =>
        Source.None(
            from library in Libraries
            from file in Source.CSharp($"src/{library}")
            let text = Source.Read(file)
            from frontEnd in new[] { "Octopus.Tentacle", "Octopus.Manager", "Octopus.Server;", "Octopus.CustomActions" }
            where text.Contains($"using {frontEnd}", StringComparison.Ordinal)
            select $"{file} uses {frontEnd}",
            "A library does not know who uses it:");

    [TestMethod]
    public void Test_projects_are_all_built_and_run()
    {
        var build = Source.Read("build.sh");
        Assert.IsTrue(build.Contains("dotnet build Setup.sln", StringComparison.Ordinal), "build.sh builds the solution.");
        var run = TestRunner().Match(build);
        Assert.IsTrue(run.Success, "build.sh runs the program that runs the tests.");

        var solution = Source.Read("Setup.sln").Replace('\\', '/');
        var runner = string.Concat(Source.CSharp(run.Groups["folder"].Value).Select(Source.Read));
        Source.None(
            from project in Source.Projects("tests")
            where Property(project, "IsTestProject") == "true"
            where !solution.Contains($"\"{project}\"", StringComparison.Ordinal)
                // The runner looks for test projects itself; without that it has to name each.
                || !(runner.Contains("\"IsTestProject\"", StringComparison.Ordinal) || runner.Contains($"\"{Name(project)}\"", StringComparison.Ordinal))
            select project,
            "A test project is in Setup.sln, and the program that build.sh runs finds it. These would never run, and nothing would go red:");
    }

    [TestMethod]
    public void Test_projects_declare_what_they_are() =>
        Source.None(
            from project in Source.Projects("tests")
            where Source.Read(project).Contains("Include=\"MSTest\"", StringComparison.Ordinal)
            where Property(project, "IsTestProject") != "true" || Property(project, "EnableMSTestRunner") != "true" || Property(project, "OutputType") != "Exe"
            select project,
            "A project with MSTest is a program that the runner knows by IsTestProject:");

    [TestMethod]
    public void Packages_have_their_version_in_one_place() =>
        Source.None(
            from project in Source.Projects("src", "customactions", "installer", "tests")
            from reference in XDocument.Parse(Source.Read(project)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select $"{project}: {(string?)reference.Attribute("Include")}",
            "Versions of packages are in Directory.Packages.props:");

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Source.Read(project)).Descendants("ProjectReference")
            .Select(reference => Name(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    private static string Property(string project, string name) =>
        XDocument.Parse(Source.Read(project)).Descendants(name).Select(element => element.Value).FirstOrDefault("");

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    [GeneratedRegex(@"dotnet run --project (?<folder>tests/\w+)")]
    private static partial Regex TestRunner();
}
