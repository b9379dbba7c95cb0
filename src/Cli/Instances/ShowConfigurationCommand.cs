using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>show-configuration</c>: the settings of an instance, without its secrets.</summary>
internal static class ShowConfigurationCommand
{
    // The vendor's settings that hold keys and passwords, or that only the agent understands.
    private static readonly string[] Secrets = ["Certificate", "Password", "Passphrase", "Handshake", "Secret", "Key", "Token", "ConnectionString"];

    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "Write the answer into this file, which must not exist." };
        return QueryCommand.Build(
            host,
            "show-configuration",
            "Show the settings of an instance. Secrets are left out.",
            [
                new("Give them to a program", "show-configuration --instance \"Prod A\""),
                new("Read them", "show-configuration --instance \"Prod A\" --format text"),
            ],
            [name, file],
            ConfigurationJson.Default.JsonObject,
            (parse, _) => Task.FromResult(Show(host, parse.GetValue(name), Options.PathOf(parse, file))),
            OutputFormat.Json);
    }

    private static QueryAnswer<JsonObject> Show(CommandHost host, string? name, string? file)
    {
        var settings = ConfigurationFile.Read(new InstanceCatalog(host).Find(name)).Values
            .Where(setting => !Secrets.Any(secret => setting.Key.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .ToList();
        var answer = Hierarchy(settings);
        if (file is not null)
        {
            using var writer = new StreamWriter(new FileStream(file, FileMode.CreateNew));
            JsonAnswer.Write(writer, answer, ConfigurationJson.Default.JsonObject);
        }

        return new(answer, output =>
        {
            foreach (var setting in settings)
                output.WriteLine($"{setting.Key} = {setting.Value}");
        });
    }

    // The vendor's form: a dot in a key is a level. A setting that would be both a value and a level keeps its whole key.
    private static JsonObject Hierarchy(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var root = new JsonObject();
        foreach (var (key, value) in settings)
        {
            var parts = key.Split('.');
            var at = root;
            foreach (var part in parts[..^1])
            {
                if (!at.ContainsKey(part))
                    at[part] = new JsonObject();
                at = at[part] as JsonObject ?? root;
            }

            at[at == root ? key : parts[^1]] = ValueOf(value);
        }

        return root;
    }

    private static JsonNode? ValueOf(string value)
    {
        if (value.Length > 0 && value[0] is '[' or '{')
        {
            try
            {
                return JsonNode.Parse(value);
            }
            catch (JsonException)
            {
                // A value may begin with a bracket and be no JSON: it is shown as it is.
            }
        }

        return JsonValue.Create(value);
    }
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
