using System.CommandLine;
using System.Text.Json.Serialization;

namespace Octopus.Cli;

/// <summary><c>version</c>: which one this is.</summary>
internal static class VersionCommand
{
    public static Command Build(CommandHost host) => QueryCommand.Build(
        host,
        "version",
        "Print the version.",
        [],
        [],
        VersionJson.Default.VersionAnswer,
        (_, _) => Task.FromResult(new QueryAnswer<VersionAnswer>(new(host.Version), output => output.WriteLine(host.Version))));
}

/// <summary>What <c>version</c> answers to a program.</summary>
/// <param name="Version">The product version.</param>
internal sealed record VersionAnswer(string Version);

[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class VersionJson : JsonSerializerContext;
