using System.Text.Json;
using Octopus.Cli;

namespace Octopus.Tests.Cli;

/// <summary>Help for programs, and answers as JSON from every command.</summary>
[TestClass]
public sealed class HelpCommandTests : CommandTest
{
    [TestMethod]
    public async Task Help_for_programs_has_every_command_with_its_options()
    {
        var help = await Json("help", "--format", "json");

        var people = (await Machine.Run("help")).Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.Trim().Split(' ')[0]);
        CollectionAssert.AreEqual(people.ToArray(), help.GetProperty("Commands").EnumerateArray().Select(Name).ToArray());
        var start = Option(help.GetProperty("Commands").EnumerateArray().Single(command => Name(command) == "service"), "--start");
        Assert.AreEqual(JsonValueKind.Null, start.GetProperty("Value").ValueKind);
    }

    [TestMethod]
    public async Task Help_for_programs_tells_of_one_command_how_its_options_are_written()
    {
        var service = await Json("help", "service", "--format=json");

        var instance = Option(service, "--instance");
        Assert.AreEqual(("NAME", false, true), (instance.GetProperty("Value").GetString(), instance.GetProperty("Required").GetBoolean(), instance.GetProperty("Repeats").GetBoolean()));
        Assert.AreEqual("--user", Option(service, "--username").GetProperty("Aliases")[0].GetString());
        Assert.IsGreaterThan(3, service.GetProperty("Examples").GetArrayLength());
        Assert.IsTrue(Option(await Json("help", "clone-instance", "--format", "json"), "--as").GetProperty("Required").GetBoolean());
        Assert.AreEqual("create", Name(await Json("help", "watchdog", "create", "--format", "json")));
    }

    [TestMethod]
    public async Task Help_as_text_is_the_help_for_people() =>
        Assert.AreEqual((await Machine.Run("help", "service")).Succeeded().Output, (await Machine.Run("help", "service", "--format", "text")).Succeeded().Output);

    [TestMethod]
    [DataRow("json")]
    [DataRow("text")]
    public async Task Unknown_command_is_named(string format) =>
        await Refused(ExitCode.Usage, "There is no command 'frobnicate'.", "See 'Tentacle help'.", "help", "frobnicate", "--format", format);

    [TestMethod]
    public async Task Every_command_takes_the_format()
    {
        var help = await Json("help", "--format", "json");

        // Groups of commands have no answer, and an agent runs until it is stopped.
        foreach (var command in Leaves(help).Where(command => Name(command) != "run"))
            Assert.AreEqual(JsonValueKind.Object, Option(command, "--format").ValueKind, Name(command));
    }

    [TestMethod]
    public async Task Scripts_and_schemas_are_told_as_JSON_too()
    {
        var script = await Json("completion", "bash", "--format", "json");

        Assert.AreEqual((await Machine.Run("completion", "bash")).Output.TrimEnd(), script.GetProperty("Script").GetString());
        Assert.AreEqual((await Machine.Run("schema", "version")).Output, (await Machine.Run("schema", "version", "--format", "json")).Succeeded().Output);
        Assert.Contains("Choose json.", (await Machine.Run("schema", "version", "--format", "text")).Error);
    }

    private async Task<JsonElement> Json(params string[] args) => JsonDocument.Parse((await Machine.Run(args)).Succeeded().Output).RootElement;

    private static IEnumerable<JsonElement> Leaves(JsonElement command) => command.GetProperty("Commands").GetArrayLength() == 0
        ? [command]
        : command.GetProperty("Commands").EnumerateArray().SelectMany(Leaves);

    private static JsonElement Option(JsonElement command, string name) =>
        command.GetProperty("Options").EnumerateArray().SingleOrDefault(option => Name(option) == name);

    private static string Name(JsonElement named) => named.GetProperty("Name").GetString()!;
}
