namespace Octopus.Cli.Plans;

/// <summary>One change that has been made, or has failed, while its command goes on.</summary>
/// <param name="Instance">The instance it happened to; <see cref="PlannedChange.Machine"/> when it is none.</param>
/// <param name="Sentence">What was done, or what is wrong and what to do.</param>
/// <param name="ExitCode">Success, or why it failed.</param>
public sealed record ChangeProgress(string Instance, string Sentence, ExitCode ExitCode)
{
    /// <summary>Whether it only should be known and changes no result. Default: no.</summary>
    public bool IsWarning { get; init; }
}
