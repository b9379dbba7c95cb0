using Octopus.Cli;
using Octopus.Cli.Plans;

namespace Octopus.Manager.Commands;

/// <summary>What a command would do.</summary>
/// <param name="Command">The command.</param>
/// <param name="Answer">Its plan; <see langword="null"/> when it can be planned only after the commands before it.</param>
/// <param name="Warnings">What should be known before, as sentences.</param>
public sealed record PlannedCommand(ManagerCommand Command, ChangeAnswer? Answer, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether nothing of it is possible.</summary>
    public bool IsRefused => Answer is { } answer
        && (answer.Problem is not null || (answer.Instances.Count > 0 && answer.Instances.All(instance => instance.ExitCode != ExitCode.Success)));
}
