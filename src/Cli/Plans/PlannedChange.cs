namespace Octopus.Cli.Plans;

/// <summary>One thing that a command changes.</summary>
/// <param name="Instance">The instance it happens to; <see cref="Machine"/> when it is none.</param>
/// <param name="Description">What happens, as an imperative without its full stop: "Stop the service 'X'".</param>
public sealed record PlannedChange(string Instance, string Description)
{
    /// <summary>In place of an instance's name: the change is the whole machine's.</summary>
    public const string Machine = "";
}
