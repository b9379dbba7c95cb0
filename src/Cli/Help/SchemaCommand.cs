using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Octopus.Cli.Help;

/// <summary><c>schema</c>: the form of a command's answer to <c>--format json</c>, as a JSON schema.</summary>
internal static class SchemaCommand
{
    public static Command Build(CommandHost host, RootCommand root)
    {
        var of = new Argument<string[]>("command") { Description = "The command.", Arity = ArgumentArity.OneOrMore };
        var command = new DocumentedCommand(
            "schema",
            "Print the JSON schema of what a command answers with --format json.",
            [new("See what a program can rely on", "schema list-instances")])
        { of, Options.OneOf<SchemaFormat>("--format", "How to answer; a schema is always JSON") };
        command.SetAction(parse => JsonAnswer.Write(host.Output, Schema(host, root, parse.GetValue(of)!), SchemaJson.Default.JsonNode));
        return command;
    }

    // So that a program can say the same to every command.
    private enum SchemaFormat
    {
        Json,
    }

    private static JsonNode Schema(CommandHost host, RootCommand root, string[] words)
    {
        Command? found = root;
        foreach (var word in words)
            found = found?.Subcommands.FirstOrDefault(command => command.Name == word);
        return found is DocumentedCommand { Answer: { } answer }
            ? answer.GetJsonSchemaAsNode(new() { TreatNullObliviousAsNonNullable = true })
            : throw new CommandException(ExitCode.Usage, $"'{string.Join(' ', words)}' has no answer as JSON. See '{host.Application.Name} help'.");
    }
}

[JsonSerializable(typeof(JsonNode))]
internal sealed partial class SchemaJson : JsonSerializerContext;
