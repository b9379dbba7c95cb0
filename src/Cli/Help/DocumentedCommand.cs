using System.CommandLine;
using System.Text.Json.Serialization.Metadata;

namespace Octopus.Cli.Help;

#pragma warning disable CA1010 // The parser's own type enumerates, for collection initializers; nobody enumerates this one.
/// <summary>A command whose help ends in examples.</summary>
public sealed class DocumentedCommand(string name, string description, IReadOnlyList<Example> examples) : Command(name, description)
{
    /// <summary>What people most often want of it.</summary>
    public IReadOnlyList<Example> Examples { get; } = examples;

    /// <summary>What it answers with <c>--format json</c>; <see langword="null"/> when it has no such answer.</summary>
    public JsonTypeInfo? Answer { get; init; }
}
#pragma warning restore CA1010
