using System.CommandLine;
using Octopus.Cli;
using Octopus.Cli.Secrets;

namespace Octopus.Tests.Cli;

/// <summary>A secret, in all the ways in which it can be given.</summary>
[TestClass]
public sealed class SecretInputTests : CommandTest
{
    private const string Variable = "OCTOPUS_TEST_SECRET";

    private readonly List<string> secrets = [];
    private readonly List<string> scripts = [];

    public SecretInputTests() => NewProcess();

    private void NewProcess()
    {
        Machine.More.Clear();
        var input = new SecretInput(Machine.Host, "the secret of the test", "--secret", Variable).AlsoPlain();
        var command = new Command("tell", "Tells a secret.");
        foreach (var option in input.Options)
            command.Add(option);
        command.SetAction(parse =>
        {
            scripts.Add(input.AddTo(new("tell"), parse).ToString());
            secrets.Add(input.Require(parse, twice: true));
        });
        Machine.More.Add(command);
    }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("plain\n")]
    [DataRow("plain\r\n")]
    public async Task File_holds_it_with_or_without_an_end_of_line(string text)
    {
        await File.WriteAllTextAsync(Machine.PathTo("secret.txt"), text);

        (await Machine.Run("tell", "--secret-file", Machine.PathTo("secret.txt"))).Succeeded();

        Assert.AreEqual("plain", Assert.ContainsSingle(secrets));
    }

    [TestMethod]
    public async Task Blanks_and_further_lines_are_part_of_it()
    {
        Machine.Terminal.Input = " two\nlines \n\n";

        (await Machine.Run("tell", "--secret-stdin")).Succeeded();

        Assert.AreEqual(" two\nlines \n", Assert.ContainsSingle(secrets));
    }

    [TestMethod]
    public async Task Variable_holds_it_when_no_option_does()
    {
        Machine.Terminal.Variables[Variable] = "from the environment";
        Machine.Terminal.Input = "from input";

        (await Machine.Run("tell")).Succeeded();
        NewProcess();
        (await Machine.Run("tell", "--secret-stdin")).Succeeded();

        CollectionAssert.AreEqual(new[] { "from the environment", "from input" }, secrets);
    }

    [TestMethod]
    public async Task Command_line_may_have_it_with_a_warning()
    {
        var result = await Machine.Run("tell", "--secret", "seen by all");

        Assert.AreEqual("seen by all", Assert.ContainsSingle(secrets));
        Assert.StartsWith("Warning: what follows --secret can be read in the list of processes.", Assert.ContainsSingle(result.ErrorLines));
        Assert.DoesNotContain("seen by all", result.Error + result.Output);
        Assert.AreEqual("tell --secret \"********\"", Assert.ContainsSingle(scripts));
    }

    [TestMethod]
    public async Task Person_is_asked_twice()
    {
        Machine.Terminal.Answers.Enqueue("typed");
        Machine.Terminal.Answers.Enqueue("typed");

        (await Machine.Run("tell")).Succeeded();

        Assert.AreEqual("typed", Assert.ContainsSingle(secrets));
        CollectionAssert.AreEqual(new[] { "Type the secret of the test:", "Type it again:" }, Machine.Terminal.Questions);
    }

    [TestMethod]
    public async Task Person_who_mistypes_is_told()
    {
        Machine.Terminal.Answers.Enqueue("typed");
        Machine.Terminal.Answers.Enqueue("tpyed");

        await Refused(ExitCode.SecretUnusable, "The two are not the same", "Try again.", "tell");
    }

    [TestMethod]
    public async Task Nobody_to_ask_is_told_the_ways() =>
        await Refused(ExitCode.SecretUnusable, "This needs the secret of the test.", $"--secret-file FILE, --secret-stdin or the variable {Variable}.", "tell");

    [TestMethod]
    public async Task Two_ways_at_once_are_a_mistake() =>
        await Refused(ExitCode.Usage, "Two options give the secret of the test.", "Leave all but one out.", "tell", "--secret-stdin", "--secret-file", "x");

    [TestMethod]
    public async Task Nothing_is_no_secret()
    {
        Machine.Terminal.Input = "\n";

        await Refused(ExitCode.SecretUnusable, "Standard input holds nothing", "another way.", "tell", "--secret-stdin");
    }

    [TestMethod]
    public async Task File_that_is_not_there_is_named() =>
        await Refused(ExitCode.FileAccess, $"There is no file {Machine.PathTo("gone")}, which should hold the secret of the test.", "--secret-file.", "tell", "--secret-file", Machine.PathTo("gone"));
}
