using System.Text.Json;
using Octopus.Cli;
using Octopus.Cli.Help;

namespace Octopus.Tests.Cli;

/// <summary>The forms that programs rely on: a change of one of them is somebody's decision.</summary>
[TestClass]
public sealed class SchemaTests : CommandTest
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Schema_of_every_answer_is_as_approved()
    {
        // One for all commands that change something.
        var commands = CommandLine.Build(Machine.Host, "The agent.", []).Subcommands
            .SelectMany(command => command.Subcommands.Select(sub => (Words: new[] { command.Name, sub.Name }, Command: sub)).Prepend(([command.Name], command)))
            .Where(entry => entry.Command is DocumentedCommand { Answer: not null } && entry.Command.Options.All(option => option.Name != "--shell") || entry.Command.Name == "create-instance");
        foreach (var (words, _) in commands)
            Approved.Verify($"schema-{string.Join('-', words)}", (await Machine.Run(["schema", .. words])).Succeeded().Output, TestContext);
    }

    [TestMethod]
    public async Task Command_without_such_an_answer_says_so()
    {
        await Refused(ExitCode.Usage, "'maintenance' has no answer as JSON.", "See 'Tentacle help'.", "schema", "maintenance");
        await Refused(ExitCode.Usage, "'frobnicate now' has no answer as JSON.", "See 'Tentacle help'.", "schema", "frobnicate", "now");
    }

    [TestMethod]
    public async Task Answers_have_what_their_schema_promises()
    {
        foreach (var words in new string[][] { ["list-instances"], ["doctor"], ["version"], ["maintenance", "status"], ["watchdog", "status"] })
        {
            using var schema = JsonDocument.Parse((await Machine.Run(["schema", .. words])).Succeeded().Output);
            using var answer = JsonDocument.Parse((await Machine.Run([.. words, "--format", "json"])).Output);
            var (form, value) = answer.RootElement.ValueKind == JsonValueKind.Array
                ? (schema.RootElement.GetProperty("items"), answer.RootElement[0])
                : (schema.RootElement, answer.RootElement);
            CollectionAssert.AreEquivalent(
                form.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToArray(),
                value.EnumerateObject().Select(property => property.Name).ToArray());
        }
    }
}
