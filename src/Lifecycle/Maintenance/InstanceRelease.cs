using System.Collections.Concurrent;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>Gives services their start types and command lines back, and starts some of them.</summary>
internal sealed class InstanceRelease(MaintenanceMachine machine, StartHold hold, Action<InstanceOutcome> report)
{
    private readonly ConcurrentQueue<InstanceOutcome> _problems = new();
    private readonly ServicePaths _paths = new(machine.Services, machine.Files);

    /// <summary>Releases every service of the plan, and starts those that are to be started.</summary>
    /// <returns>What went wrong with a release, then what became of each start.</returns>
    public async Task<IReadOnlyList<InstanceOutcome>> Run(
        MaintenancePlan plan, IEnumerable<InstanceState> starting, string? version, CancellationToken cancellation)
    {
        var toStart = starting.ToList();
        var (held, started) = (Services(plan.Instances), Services(toStart));

        // Those that stay as they are come first: one that starts may need one of them.
        foreach (var state in plan.Instances.Where(state => !started.Contains(state.Service)))
            Free(state);
        var outcomes = await machine.Engine
            .Start(toStart, TimeSpan.FromSeconds(plan.StartTimeout), version, Free, report, cancellation)
            .ConfigureAwait(false);
        return [.. _problems, .. new FirstLook(machine, _ => { }).Explain(toStart, outcomes)];

        void Free(InstanceState state)
        {
            if (!held.Contains(state.Service))
                return;
            foreach (var problem in new[] { _paths.Adjust(state, plan.Folder, plan.Adopts), hold.Release(state) }.OfType<InstanceOutcome>())
            {
                _problems.Enqueue(problem);
                report(problem);
            }
        }
    }

    private static HashSet<string> Services(IEnumerable<InstanceState> states) => new(states.Select(state => state.Service), StringComparer.OrdinalIgnoreCase);
}
