using System.CommandLine;
using Octopus.Cli;
using Octopus.Cli.Help;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>What is the same for every command: parsing, exit codes, help.</summary>
[TestClass]
public sealed class CommandLineTests : CommandTest
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("--prot", "configure", "--prot=1", "--instance", "blue")]
    [DataRow("frobnicate", "frobnicate")]
    [DataRow("extra", "list-instances", "extra")]
    [DataRow("xml", "list-instances", "--format", "xml")]
    [DataRow("--instance", "configure", "--instance")]
    [DataRow("many", "configure", "--port", "many")]
    [DataRow("1.5", "configure", "--port", "1.5")]
    [DataRow("99999999999", "configure", "--port", "99999999999")]
    [DataRow("--port", "configure", "--port", "1", "--port", "2")]
    public async Task Command_line_that_is_not_understood_names_the_word_and_the_help(string word, params string[] args)
    {
        var before = Machine.Everything();

        var result = await Machine.Run(args);

        Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(word, result.Error);
        Assert.AreEqual(args[0] == word ? "See 'Tentacle help'." : $"See 'Tentacle help {args[0]}'.", result.ErrorLines[^1]);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    [DataRow("frobnicate")]
    [DataRow("frobnicate", "--instance", "blue")]
    [DataRow("frobnicate", "list-instances")]
    [DataRow("frobnicate", "--help")]
    [DataRow("help", "frobnicate")]
    public async Task Unknown_command_is_named_and_nothing_else_is_said(params string[] args)
    {
        var result = await Machine.Run(args);

        Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        CollectionAssert.AreEqual(new[] { "There is no command 'frobnicate'.", "See 'Tentacle help'." }, result.ErrorLines);
    }

    [TestMethod]
    [DataRow("'xml' is not a value of --format. Choose text or json.", "list-instances", "--format", "xml")]
    [DataRow("'1' is not a value of --format. Choose text or json.", "list-instances", "--format", "1")]
    [DataRow("'many' is not a TCP port. Choose one from 1 to 65535 for --port.", "configure", "--port", "many")]
    [DataRow("'' is not a TCP port. Choose one from 1 to 65535 for --port.", "configure", "--port", "")]
    public async Task Value_that_is_none_is_named_with_those_there_are(string sentence, params string[] args)
    {
        var result = await Machine.Run(args);

        Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        CollectionAssert.AreEqual(new[] { sentence, $"See 'Tentacle help {args[0]}'." }, result.ErrorLines);
    }

    [TestMethod]
    [DataRow("Did you mean 'list-instances'?", "list-instnces")]
    [DataRow("Did you mean 'service'?", "servce", "--start")]
    [DataRow("Did you mean '--port'?", "configure", "--prot", "1")]
    [DataRow("Did you mean 'create'?", "watchdog", "craete")]
    [DataRow("Did you mean 'service'?", "help", "servcie", "--format", "json")]
    [DataRow("See 'Tentacle help watchdog create'.", "watchdog", "create", "--intervall", "5")]
    [DataRow("'watchdog' needs another word after it: create, delete, status.", "watchdog")]
    [DataRow("'completion' needs another word after it: bash, powershell.", "completion")]
    public async Task Word_that_is_nearly_one_is_told_which(string sentence, params string[] args)
    {
        var result = await Machine.Run(args);

        Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Error);
    }

    [TestMethod]
    public async Task Word_that_is_like_none_is_no_hint() =>
        Assert.DoesNotContain("Did you mean", (await Machine.Run("configure", "--frobnicate")).Error + (await Machine.Run("frobnicate")).Error + (await Machine.Run("configure", "ab")).Error);

    [TestMethod]
    public async Task Value_that_begins_with_an_at_sign_is_a_value()
    {
        (await Machine.Run("create-instance", "--instance", "@home")).Succeeded();

        CollectionAssert.Contains(Machine.Store.Read().Instances.ToArray(), Machine.Record("@home"));
    }

    [TestMethod]
    public async Task Configure_without_a_setting_says_which_there_are() =>
        await Refused(ExitCode.Usage, "Nothing to configure.", "--reset-trust and --log-level.", "configure", "--instance", "blue");

    [TestMethod]
    [DataRow(InstanceError.NotFound, ExitCode.InstanceNotFound)]
    [DataRow(InstanceError.AlreadyExists, ExitCode.AlreadyExists)]
    [DataRow(InstanceError.IllegalName, ExitCode.IllegalName)]
    [DataRow(InstanceError.IllegalValue, ExitCode.IllegalValue)]
    [DataRow(InstanceError.Conflict, ExitCode.Conflict)]
    [DataRow(InstanceError.ConfigurationUnusable, ExitCode.ConfigurationUnusable)]
    [DataRow(InstanceError.RecordUnreadable, ExitCode.RecordUnreadable)]
    [DataRow(InstanceError.Busy, ExitCode.Busy)]
    public async Task Instance_error_has_its_exit_code(InstanceError error, ExitCode exitCode) =>
        await AssertExitCode(exitCode, new InstanceException(error, "What is wrong. What to do."));

    [TestMethod]
    public void Instance_errors_all_have_a_test()
    {
        var tested = typeof(CommandLineTests).GetMethod(nameof(Instance_error_has_its_exit_code))!
            .GetCustomAttributes(typeof(DataRowAttribute), false).Cast<DataRowAttribute>().Select(row => (InstanceError)row.Data[0]!);

        CollectionAssert.AreEquivalent(Enum.GetValues<InstanceError>(), tested.ToArray());
    }

    [TestMethod]
    [DataRow(ServiceError.AccessDenied, ExitCode.NotElevated)]
    [DataRow(ServiceError.NotFound, ExitCode.ServiceNotInstalled)]
    [DataRow(ServiceError.Disabled, ExitCode.ServiceFailed)]
    [DataRow(ServiceError.MarkedForDeletion, ExitCode.ServiceFailed)]
    [DataRow(ServiceError.LogonFailed, ExitCode.ServiceFailed)]
    [DataRow(ServiceError.Unknown, ExitCode.ServiceFailed)]
    public async Task Service_error_has_its_exit_code(ServiceError error, ExitCode exitCode) =>
        await AssertExitCode(exitCode, new ServiceException("service", error, 0, "What is wrong. What to do."));

    [TestMethod]
    public async Task File_error_has_its_exit_code()
    {
        await AssertExitCode(ExitCode.FileAccess, new IOException("What is wrong. What to do."));
        await AssertExitCode(ExitCode.FileAccess, new UnauthorizedAccessException("What is wrong. What to do."));
    }

    [TestMethod]
    public async Task Cancelled_command_says_so_and_what_stays()
    {
        Machine.More.Add(Throwing(new OperationCanceledException()));
        await Refused(ExitCode.Cancelled, "Cancelled by the user.", "see 'list-instances'.", "throw");

        Machine.More.Clear();
        Machine.More.Add(Throwing(new TaskCanceledException()));
        await Refused(ExitCode.Cancelled, "Cancelled by the user.", "see 'list-instances'.", "throw");
    }

    [TestMethod]
    public async Task Error_nobody_knows_tells_everything()
    {
        Machine.More.Add(Throwing(new InvalidOperationException("surprise")));

        var result = await Machine.Run("throw");

        Assert.AreEqual((ExitCode.Unexpected, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("System.InvalidOperationException: surprise", result.Error);
        Assert.Contains("   at ", result.Error);
    }

    [TestMethod]
    public async Task Version_is_the_answer_and_nothing_else() =>
        Assert.AreEqual("1.2.3" + Environment.NewLine, (await Machine.Run("version")).Succeeded().Output);

    [TestMethod]
    public async Task Help_of_every_kind_is_as_approved()
    {
        Approved.VerifyHelp("help", await Help("help"), TestContext);
        Assert.AreEqual(await Help("help"), await Help("--help"));
        Assert.AreEqual(await Help("help"), await Help("-h"));
        Assert.AreEqual(await Help("help"), await Help("HELP"));
        Assert.AreEqual(await Help("help"), await Help());
    }

    [TestMethod]
    [DynamicData(nameof(EveryCommand))]
    public async Task Help_of_a_command_is_as_approved(string command)
    {
        var words = command.Split(' ');
        Approved.VerifyHelp($"help-{string.Join('-', words)}", await Help(["help", .. words]), TestContext);
        Assert.AreEqual(await Help(["help", .. words]), await Help([.. words, "--help"]));
    }

    [TestMethod]
    public void Help_has_examples_for_every_command_that_takes_options()
    {
        using var machine = new CliMachine();
        foreach (var command in Leaves(CommandLine.Build(machine.Host, "The agent.", [])).Where(command => !command.Hidden && command.Options.Any(option => option.Name != "--format")))
            Assert.IsNotEmpty(Assert.IsInstanceOfType<DocumentedCommand>(command).Examples, command.Name);
    }

    [TestMethod]
    public async Task Help_names_the_commands_that_only_one_executable_has()
    {
        Machine.More.Add(Throwing(new InvalidOperationException()));

        Assert.Contains("throw", await Help("help"));
    }

    private static IEnumerable<string> EveryCommand
    {
        get
        {
            using var machine = new CliMachine();
            return [.. Names(CommandLine.Build(machine.Host, "The agent.", []), "")];
        }
    }

    private static IEnumerable<string> Names(Command command, string path) =>
        command.Subcommands.Where(sub => !sub.Hidden).SelectMany(sub => Names(sub, $"{path}{sub.Name} ").Prepend(path + sub.Name));

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private async Task AssertExitCode(ExitCode exitCode, Exception failure)
    {
        Machine.More.Clear();
        Machine.More.Add(Throwing(failure));

        await Refused(exitCode, "What is wrong.", "What to do.", "throw");
    }

    // The name of the running executable is the tests' own.
    private async Task<string> Help(params string[] args) =>
        (await Machine.Run(args)).Succeeded().Output
            .Replace(RootCommand.ExecutableName, "Tentacle", StringComparison.Ordinal);

    private static Command Throwing(Exception failure)
    {
        var command = new Command("throw", "Throws.");
        command.SetAction(new Func<ParseResult, int>(_ => throw failure));
        return command;
    }
}
