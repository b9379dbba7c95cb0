using System.Text.Json.Serialization;

namespace Octopus.Cli.Help;

/// <summary>What <c>help</c> answers to a program: one command and those below it.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Description">What it does.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Examples">What people most often want of it.</param>
/// <param name="Commands">The commands below it.</param>
public sealed record HelpAnswer(
    string Name,
    string Description,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<HelpOptionAnswer> Options,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<HelpAnswer> Commands);

/// <summary>One option of a command.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Aliases">Other ways to write it.</param>
/// <param name="Value">What stands after it; <see langword="null"/> when it stands alone.</param>
/// <param name="Description">What it does.</param>
/// <param name="Required">Whether the command needs it.</param>
/// <param name="Repeats">Whether it can be there several times.</param>
public sealed record HelpOptionAnswer(
    string Name, IReadOnlyList<string> Aliases, string? Value, string Description, bool Required, bool Repeats);

/// <summary>How it is written and read.</summary>
[JsonSerializable(typeof(HelpAnswer))]
public sealed partial class HelpJson : JsonSerializerContext;
