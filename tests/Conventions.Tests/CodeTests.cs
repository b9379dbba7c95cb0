using System.Text.RegularExpressions;

namespace Octopus.Tests.Conventions;

/// <summary>What stands in the product's C#, and what does not.</summary>
[TestClass]
public sealed partial class CodeTests
{
    /// <summary>Boundaries that turn whatever is thrown into a message, with who notices.</summary>
    private static readonly Dictionary<string, string> Boundaries = new()
    {
        ["src/Lifecycle/LifecycleEngine.cs"] = "the failed outcome of one instance",
        ["src/Lifecycle/StartHold.cs"] = "the failed outcome of one instance",
        ["src/Cli/CommandLine.cs"] = "a sentence and an exit code",
        ["customactions/Guard.cs"] = "a line in the installer's log and a failed action",
    };

    /// <summary>Who opens a file in another way than SharedFile does, and why that is in nobody's way.</summary>
    private static readonly Dictionary<string, string> OtherReaders = new()
    {
        ["src/Instances/SharedFile.cs"] = "it is SharedFile",
        ["src/Backup/Reading/BackupFile.cs"] = "nobody may change a backup between its proof and its end",
        ["src/Backup/Saving/InstanceBackup.cs"] = "copies of its own, under names that nobody knows",
        ["src/Backup/Saving/StagedFile.cs"] = "shares everything too, and reads files of any size",
        ["src/Cli/Secrets/SecretInput.cs"] = "a file of the caller, named by him",
        ["src/Manager/Hosting/RunningManager.cs"] = "a mark of its own, which says by being held that a Manager runs",
    };

    [TestMethod]
    public void Files_that_others_use_are_read_in_nobodys_way() =>
        Source.None(
            Matches(Source.CSharp("src", "customactions").Where(file => !OtherReaders.ContainsKey(file)), PlainReading()),
            "Whoever reads a file keeps others from replacing it, unless it is read with SharedFile. Others read these: "
            + string.Join(", ", OtherReaders.Keys) + ":");

    // What is made with a name that somebody can foresee leads where his link does, unless it has to be new.
    [TestMethod]
    public void No_file_is_made_over_what_is_there() =>
        Source.None(
            Matches(Source.CSharp("src", "customactions"), MakingOver()), "A file is written with AtomicFile, or made with FileMode.CreateNew:");

    [TestMethod]
    public void Services_are_started_and_stopped_by_the_engine_only() =>
        Source.None(
            Matches(Source.CSharp(Source.Product).Where(file => !file.StartsWith("src/Lifecycle/", StringComparison.Ordinal)), RequestCall()),
            "Only src/Lifecycle asks services to start or stop; everybody else calls LifecycleEngine:");

    [TestMethod]
    public void Engine_is_where_services_are_started_and_stopped() =>
        Assert.IsNotEmpty(
            Matches(Source.CSharp("src/Lifecycle"), RequestCall()).ToList(), "The rule above looks for calls that are spelled otherwise now.");

    // A plan that does not say what it stops owes nothing, and an installation that begins then takes that for stopped on purpose.
    [TestMethod]
    public void Steps_say_which_services_they_stop_and_start()
    {
        var calls = Matches(Source.CSharp("src").Where(file => !file.StartsWith("src/Lifecycle/", StringComparison.Ordinal)), EngineCall()).ToList();

        Assert.IsNotEmpty(calls);
        Source.None(
            calls.Where(line => !line.Contains("Stops = ", StringComparison.Ordinal) && !line.Contains("Starts = ", StringComparison.Ordinal)),
            "Whoever asks the engine to stop or start is a step of a plan and says so in its ServiceEffect, on the same line:");
    }

    [TestMethod]
    public void Service_name_is_spelled_in_one_place()
    {
        var spelled = Matches(Source.CSharp(Source.Product), ServiceName()).ToList();

        Assert.ContainsSingle(line => line.Contains("\"OctopusDeploy\"", StringComparison.Ordinal), spelled);
        Source.None(
            spelled.Where(line => !line.StartsWith("src/Instances/Application.cs:", StringComparison.Ordinal)),
            "Names of services come from Application.ServiceName:");
    }

    [TestMethod]
    public void Entry_points_only_compose() =>
        Source.None(
            Matches(["customactions/EntryPoints.cs", "customactions/NativeExports.cs"], Decision()),
            "An entry point is one expression; what is to be decided is decided behind it:");

    [TestMethod]
    public void Programs_only_compose() =>
        Source.None(
            from file in Source.CSharp("src")
            where Path.GetFileName(file) == "Program.cs" && Source.Lines(file).Length > 100
            select file,
            "Program.cs has at most 100 lines:");

    [TestMethod]
    public void No_error_is_caught_unseen() =>
        Source.None(
            from file in Source.CSharp(Source.Product)
            where !Boundaries.ContainsKey(file)
            let text = Source.Read(file)
            from Match match in CatchAll().Matches(text)
            select $"{file}:{LineOf(text, match.Index)}",
            "A catch names what it expects, with a type or a when; whatever is thrown is caught at these boundaries only: "
            + string.Join(", ", Boundaries.Keys) + ":");

    [TestMethod]
    public void Boundaries_that_catch_everything_are_still_there() =>
        Source.None(
            Boundaries.Keys.Where(file => !CatchAll().IsMatch(Source.Read(file))), "These no longer need to be on the list of boundaries:");

    [TestMethod]
    public void Messages_of_errors_are_never_searched() =>
        Source.None(
            Matches(Source.CSharp(Source.Product), MessageSearch()), "Errors are told apart by code: Windows speaks many languages:");

    [TestMethod]
    public void Code_is_live() =>
        Source.None(
            Matches(Source.CSharp([.. Source.Product, "tests"]), DeadCode()),
            "No code is kept for later, and what is to be done is in an issue:");

    [TestMethod]
    public void Public_members_of_the_product_are_documented()
    {
        // The compiler sees to it (CS1591 as an error), as long as nobody tells it not to.
        var settings = Source.Read("Directory.Build.props");
        Assert.Contains("<GenerateDocumentationFile>true</GenerateDocumentationFile>", settings);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", settings);
        Source.None(
            from file in Source.Files
            where Source.Product.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal))
            where file.EndsWith("proj", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
            where Source.Read(file).Contains("CS1591", StringComparison.Ordinal)
            select file,
            "CS1591 stays on in the product:");
    }

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in Source.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"\.Request\(|ServiceController\b|\bControlService\(services|\bsc(\.exe)? (stop|start)\b")]
    private static partial Regex RequestCall();

    [GeneratedRegex(@"\bEngine\.(Stop|Start)\(")]
    private static partial Regex EngineCall();

    [GeneratedRegex(@"\bFile\.(ReadAll|ReadLines|Open\w*\()|FileMode\.Open\b")]
    private static partial Regex PlainReading();

    [GeneratedRegex(@"FileMode\.Create\b|\bFile\.(Create|CreateText|WriteAll\w*|AppendAll\w*)\(|new StreamWriter\((?!new FileStream)")]
    private static partial Regex MakingOver();

    [GeneratedRegex("\"[^\"]*OctopusDeploy")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^\s*[^/\s*].*(?<![\w.])(if|for|foreach|while|switch|try|catch)\b\s*[({]?|\?\?|\s\?\s")]
    private static partial Regex Decision();

    [GeneratedRegex(@"\bcatch\s*(\{|(?=\s*//)|\(\s*(System\.)?Exception(\s+\w+)?\s*\)(?!\s*when\b))")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"Message\.(Contains|IndexOf|StartsWith|EndsWith|Equals)\(")]
    private static partial Regex MessageSearch();

    // Kept in pieces, so that this file does not hold what it looks for.
    [GeneratedRegex("#if " + "false|//\\s*(TO" + "DO|FIX" + "ME|HA" + "CK)\\b")]
    private static partial Regex DeadCode();
}
