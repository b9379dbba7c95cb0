using System.Security;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What is looked at before the first stop, while everything still runs: whether each instance would start again, and of those that are
/// adopted what they ask for that this product does not do. It keeps no installation from happening unless somebody has said so.
/// </summary>
internal sealed class FirstLook(MaintenanceMachine machine, Action<string> report)
{
    private readonly StartForecast _forecast = new(machine.Store, machine.Services, machine.Rights);

    /// <summary>
    /// Looks at every instance that is to run again, and puts its configuration back from the copy beside it where that is whole.
    /// </summary>
    /// <param name="plan">The installation.</param>
    /// <param name="unstartable">Why instances would not start again; none when nothing is known against any.</param>
    /// <returns>What somebody has to look into, those among it, as sentences.</returns>
    public IReadOnlyList<string> At(MaintenancePlan plan, out IReadOnlyList<string> unstartable)
    {
        unstartable = [];
        if (plan.Kind == MaintenanceKind.Uninstall)
            return [];
        var problems = new List<string>();
        try
        {
            var running = plan.Instances.Where(state => state is { ComesBack: true, IsInstance: true }).ToList();
            problems.AddRange(PutBack(_forecast.Look(running)));
            unstartable = [.. _forecast.Look(running).Select(obstacle => obstacle.Reason)];
            problems.AddRange(unstartable);
            if (plan.Adopts)
                problems.AddRange(new Adoption(machine, report).LeftUndone(plan));
        }
        catch (Exception unread) when (IsOfTheMachine(unread))
        {
            // No reason to keep an installation from happening.
            problems.Add($"Whether every instance would start again could not be looked at. {unread.Message}");
        }

        problems.ForEach(problem => report($"Before the first stop: {problem}"));
        return problems;
    }

    /// <summary>Adds to what became of each start why it failed, where that can be seen now.</summary>
    public IReadOnlyList<InstanceOutcome> Explain(IEnumerable<InstanceState> started, IReadOnlyList<InstanceOutcome> outcomes)
    {
        var failed = new HashSet<string>(outcomes.Where(outcome => outcome is { Step: LifecycleStep.Start, Result: StepResult.Failed }).Select(outcome => outcome.Service), StringComparer.OrdinalIgnoreCase);
        if (failed.Count == 0)
            return outcomes;
        try
        {
            var reasons = _forecast.Look(started.Where(state => state.IsInstance && failed.Contains(state.Service)))
                .ToDictionary(obstacle => obstacle.State.Service, obstacle => obstacle.Reason, StringComparer.OrdinalIgnoreCase);
            return [.. outcomes.Select(outcome => outcome.Step == LifecycleStep.Start && reasons.TryGetValue(outcome.Service, out var reason) ? Because(outcome, reason) : outcome)];
        }
        catch (Exception unread) when (IsOfTheMachine(unread))
        {
            // The outcome is told as it is; only the reason behind it stays unknown.
            return outcomes;
        }
    }

    private static bool IsOfTheMachine(Exception failure) => failure is IOException or UnauthorizedAccessException or SecurityException or InstanceException or ServiceException;

    private static InstanceOutcome Because(InstanceOutcome outcome, string reason) =>
        outcome.Problem is { } problem && problem.IndexOf(reason, StringComparison.Ordinal) >= 0 ? outcome : outcome with { Problem = $"{reason} {outcome.Problem}".TrimEnd() };

    private IEnumerable<string> PutBack(IEnumerable<StartObstacle> obstacles)
    {
        foreach (var obstacle in obstacles)
        {
            if (obstacle.Record is { } record && new ConfigurationCopy(machine.Places).TryPutBack(record, out var told))
                yield return told;
        }
    }
}
