namespace Octopus.Cli.Plans;

/// <summary>Changes that are made together, to one instance or to many at once.</summary>
/// <param name="Changes">What is changed.</param>
/// <param name="Run">
/// Makes the changes of the instances that <see cref="ChangeReport.Instances"/> still has, and reports each. What it throws counts
/// as the failure of all of them that it has not reported.
/// </param>
public sealed record PlannedStep(IReadOnlyList<PlannedChange> Changes, Func<ChangeReport, CancellationToken, Task> Run)
{
    /// <summary>
    /// Whether it puts back what a step before it has taken away, and is done for instances that have failed too, and after Ctrl+C.
    /// Default: no.
    /// </summary>
    public bool PutsBack { get; init; }

    /// <summary>
    /// Whether it takes back what steps before it have done, and is done only for instances that have failed in one of them, and after
    /// Ctrl+C. It is no part of what the plan is shown as. Default: no.
    /// </summary>
    public bool Undoes { get; init; }

    /// <summary>What it does to services. Default: nothing.</summary>
    internal ServiceEffect Effect { get; init; } = new();

    /// <summary>One change to one instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="description">What happens, as an imperative without its full stop.</param>
    /// <param name="run">Makes the change and returns what has been done, as a sentence; an empty one is not told.</param>
    public static PlannedStep Of(string instance, string description, Func<string> run) =>
        new([new(instance, description)], (report, _) =>
        {
            report.Done(instance, run());
            return Task.CompletedTask;
        });
}
