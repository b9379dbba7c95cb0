using System.Text.Json;
using Octopus.Cli;
using Octopus.Cli.Help;
using Octopus.Cli.Plans;

namespace Octopus.Tests.Cli;

/// <summary>Plans of every kind: shown, carried out, failing in part, answered as JSON.</summary>
[TestClass]
public sealed class PlanTests : CommandTest
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("create-instance", "--instance", "new one")]
    [DataRow("delete-instance", "--instance", "blue", "--purge")]
    public async Task What_if_changes_nothing_and_needs_no_administrator(params string[] args)
    {
        Machine.IsElevated = false;
        var before = Machine.Everything();

        var result = (await Machine.Run([.. args, "--what-if"])).Succeeded();

        Assert.AreEqual($"rem Nothing has been changed. '{args[0]}' would:", result.Lines[0]);
        Assert.StartsWith($"\"{CliMachine.Executable}\" {args[0]} --instance \"", result.Lines[^1]);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Script_is_for_the_shell_that_is_asked_for()
    {
        var result = (await Machine.Run("delete-instance", "--instance", "blue", "--what-if", "--shell", "PowerShell")).Succeeded();

        Assert.AreEqual("# Nothing has been changed. 'delete-instance' would:", result.Lines[0]);
        Assert.AreEqual($"& '{CliMachine.Executable}' delete-instance --instance 'blue' --yes", result.Lines[^1]);
    }

    [TestMethod]
    public async Task Script_with_letters_of_other_alphabets_says_what_it_is_written_in()
    {
        string[] create = ["create-instance", "--instance", "Größe", "--what-if"];

        Assert.AreEqual("@chcp 65001 >nul", (await Machine.Run(create)).Succeeded().Lines[0]);
        Assert.Contains(" --instance \"Gr$([char]0x00F6)$([char]0x00DF)e\" ", (await Machine.Run([.. create, "--shell", "powershell"])).Succeeded().Lines[^1]);
    }

    [TestMethod]
    public async Task Name_that_a_command_prompt_would_run_is_run_by_no_line()
    {
        var lines = (await Machine.Run("create-instance", "--instance", "& calc ^", "--what-if")).Succeeded().Lines;

        Assert.IsTrue(lines.All(line => line.StartsWith("rem ", StringComparison.Ordinal) || line.Contains(" --instance \"& calc ^\" ", StringComparison.Ordinal)), string.Join('\n', lines));
        Assert.DoesNotContain("rem   &", string.Join('\n', lines));
        Assert.Contains("rem   ^& calc ^: ", string.Join('\n', lines));
    }

    [TestMethod]
    [DataRow("--what-if")]
    [DataRow("--format", "json")]
    public async Task What_no_line_of_a_script_can_hold_is_refused_before_anything_is_done(params string[] more)
    {
        var before = Machine.Everything();

        var result = await Machine.Run(["create-instance", "--instance", "new", "--home", Machine.PathTo("a\necho injected"), .. more]);

        Assert.AreEqual(ExitCode.IllegalValue, result.ExitCode, result.Error);
        Assert.DoesNotContain("\necho injected", result.Output);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Script_of_a_plan_does_the_same()
    {
        var lines = (await Machine.Run("create-instance", "--instance", "new", "--what-if")).Succeeded().Lines;
        var words = lines[^1].Split('"', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[1..]
            .SelectMany((part, index) => index % 2 == 0 ? part.Split(' ') : [part]).ToArray();
        var free = words[^1];

        (await Machine.Run(words)).Succeeded();

        Assert.AreEqual(free, Machine.Settings("new").Port.ToString());
    }

    [TestMethod]
    public async Task Plan_as_JSON_is_as_approved() =>
        Approved.Verify(
            "what-if-json",
            Machine.Scrub((await Machine.Run("delete-instance", "--instance", "blue", "--what-if", "--format", "json")).Succeeded().Output),
            TestContext);

    [TestMethod]
    public async Task Result_as_JSON_is_alone_on_standard_output()
    {
        var result = await Machine.Run("delete-instance", "--instance", "blue", "--yes", "--format", "json");

        var answer = Parse(result.Output);
        Assert.AreEqual(("delete-instance", false, 0), (answer.GetProperty("Command").GetString(), answer.GetProperty("WhatIf").GetBoolean(), answer.GetProperty("ExitCode").GetInt32()));
        var instance = answer.GetProperty("Instances").EnumerateArray().Single();
        Assert.AreEqual("blue", instance.GetProperty("InstanceName").GetString());
        Assert.AreEqual(3, instance.GetProperty("Changes").GetArrayLength());
        Assert.HasCount(3, result.ErrorLines);
    }

    [TestMethod]
    public async Task Refusal_as_JSON_says_why_and_is_told_to_people_too()
    {
        var result = await Machine.Run("delete-instance", "--instance", "nobody", "--format", "json");

        var answer = Parse(result.Output);
        Assert.AreEqual(((int)ExitCode.InstanceNotFound, ExitCode.InstanceNotFound), (answer.GetProperty("ExitCode").GetInt32(), result.ExitCode));
        Assert.AreEqual(Assert.ContainsSingle(result.ErrorLines), answer.GetProperty("Problem").GetString());
    }

    [TestMethod]
    [DataRow(ExitCode.Success)]
    [DataRow(ExitCode.PartialFailure, "b")]
    [DataRow(ExitCode.ServiceFailed, "a", "b", "c")]
    public async Task Failure_of_one_is_told_and_the_others_go_on(ExitCode exitCode, params string[] failing)
    {
        List<string> done = [];
        Add(Step(done, "first", failing), Step(done, "second"));

        var result = await Machine.Run("change");

        Assert.AreEqual(exitCode, result.ExitCode);
        CollectionAssert.AreEqual(failing.Select(name => $"{name} cannot.").ToArray(), result.ErrorLines);
        string[] others = [.. new[] { "a", "b", "c" }.Except(failing)];
        CollectionAssert.AreEqual(others.SelectMany(name => new[] { $"first {name}" }).Concat(others.Select(name => $"second {name}")).ToArray(), done);
    }

    [TestMethod]
    public async Task Exception_of_a_step_is_the_failure_of_its_instances()
    {
        Add(
            new([new("a", "Fail"), new("b", "Fail")], (_, _) => throw new IOException("The disk is full. Make room.")),
            PlannedStep.Of("c", "Go on", () => "c is done."),
            PlannedStep.Of("a", "Go on", () => "a is done."));

        var result = await Machine.Run("change");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        CollectionAssert.AreEqual(new[] { "c is done." }, result.Lines);
        CollectionAssert.AreEqual(new[] { "The disk is full. Make room.", "The disk is full. Make room." }, result.ErrorLines);
    }

    [TestMethod]
    public async Task Machine_that_changed_while_a_person_thought_is_left_alone()
    {
        var asked = 0;
        Machine.Terminal.Answers.Enqueue("y");
        Machine.More.Add(ChangeCommand.Build(Machine.Host, "change", "Changes.", [], [], (_, _) => Task.FromResult(
            new Plan([PlannedStep.Of("a", $"Change number {asked++}", () => "changed")], []) { Question = "Change?" }), asks: true));

        var result = await Machine.Run("change");

        Assert.AreEqual((ExitCode.Conflict, ""), (result.ExitCode, result.Output));
        Assert.Contains("The machine has changed since the question", result.ErrorLines[^1]);
    }

    [TestMethod]
    public void Examples_are_all_understood()
    {
        foreach (var command in CommandLine.Build(Machine.Host, "The agent.", []).Subcommands.SelectMany(command => command.Subcommands.Prepend(command)).OfType<DocumentedCommand>())
        {
            foreach (var example in command.Examples)
            {
                var parse = CommandLine.Build(Machine.Host, "The agent.", []).Parse(example.Arguments);
                Assert.IsEmpty(parse.Errors, $"{example.Arguments}: {string.Join(' ', parse.Errors.Select(error => error.Message))}");
                Assert.AreEqual(command.Name, parse.CommandResult.Command.Name);
            }
        }
    }

    private void Add(params PlannedStep[] steps) =>
        Machine.More.Add(ChangeCommand.Build(Machine.Host, "change", "Changes.", [], [], (_, _) => Task.FromResult(new Plan(steps, []))));

    private static PlannedStep Step(List<string> done, string name, params string[] failing) => new(
        [.. new[] { "a", "b", "c" }.Select(instance => new PlannedChange(instance, name))],
        (report, _) =>
        {
            foreach (var instance in report.Instances)
            {
                if (failing.Contains(instance))
                    report.Failed(instance, ExitCode.ServiceFailed, $"{instance} cannot.");
                else
                    done.Add($"{name} {instance}");
            }

            return Task.CompletedTask;
        });

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
