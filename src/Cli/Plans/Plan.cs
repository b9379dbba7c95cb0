using Octopus.Cli.Scripts;

namespace Octopus.Cli.Plans;

/// <summary>What a command will do. Every check has been made, and nothing has been changed.</summary>
/// <param name="Steps">What is done, in order. An instance that fails in one is left out of those after it.</param>
/// <param name="Script">The command lines that do the same, with every default filled in.</param>
public sealed record Plan(IReadOnlyList<PlannedStep> Steps, IReadOnlyList<CommandText> Script)
{
    /// <summary>The instances that were asked for and are not in the steps.</summary>
    public IReadOnlyList<RefusedInstance> Refused { get; init; } = [];

    /// <summary>
    /// What a person is asked before it begins, as a question; <see langword="null"/> when nobody is to be asked.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>What is changed when nothing fails, in order.</summary>
    public IEnumerable<PlannedChange> Changes => Steps.Where(step => !step.Undoes).SelectMany(step => step.Changes);

    /// <summary>Every instance that it is about, in order.</summary>
    public IReadOnlyList<string> Instances =>
        [.. Steps.SelectMany(step => step.Changes).Select(change => change.Instance)
            .Concat(Refused.Select(refused => refused.Instance)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
