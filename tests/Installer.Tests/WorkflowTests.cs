using System.Text.RegularExpressions;

namespace Installer.Tests;

[TestClass]
public sealed partial class WorkflowTests
{
    [TestMethod]
    public void Actions_are_pinned_to_a_commit_and_say_its_version()
    {
        var uses = Directory.EnumerateFiles(Repository.PathTo(".github", "workflows"), "*.yml")
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("uses:", StringComparison.Ordinal))
            .ToList();
        Assert.IsGreaterThan(4, uses.Count);
        // A tag can be moved to other code by whoever takes the repository over.
        Assert.IsEmpty(uses.Where(line => !Pinned().IsMatch(line)), string.Join('\n', uses));
    }

    [TestMethod]
    public void Workflows_call_the_same_verbs_as_people()
    {
        var runs = Directory.EnumerateFiles(Repository.PathTo(".github", "workflows"), "*.yml")
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim().TrimStart('-', ' '))
            .Where(line => line.StartsWith("run:", StringComparison.Ordinal) && line.Contains("build.", StringComparison.Ordinal))
            .Select(line => line["run:".Length..].Trim());
        CollectionAssert.AreEquivalent(new[] { "build.cmd", "build.cmd test", "./build.sh test" }, runs.ToList());
    }

    [GeneratedRegex(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
