using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>One command line. The script that is shown and what runs are both made of these words, so they cannot differ.</summary>
/// <param name="Words">The command, as the command line has it.</param>
public sealed record ManagerCommand(CommandText Words)
{
    /// <summary>The secret it needs; <see langword="null"/> when it needs none.</summary>
    public Secret? Secret { get; init; }

    /// <summary>
    /// What it will do, as sentences, when it cannot be planned before the commands in front of it have run; empty when it can.
    /// </summary>
    public IReadOnlyList<string> Announced { get; init; } = [];

    /// <summary>The command, for instance <c>service</c> or <c>watchdog create</c>.</summary>
    public string Name => string.Join(' ', Words.Arguments.TakeWhile(word => !word.StartsWith('-')));

    /// <summary>What it is given, one by one, with nobody there to be asked.</summary>
    public IReadOnlyList<string> Arguments => [.. Words.Arguments, "--format", "json"];

    /// <summary>The same, to be told what it would do.</summary>
    public IReadOnlyList<string> PlanArguments => [.. Words.Arguments, "--what-if", "--format", "json"];
}
