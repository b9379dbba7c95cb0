using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Cli.Plans;

/// <summary>
/// Looks after what a plan owes to services: those that it starts, and those that it stops to start their instance again. It is written
/// down before the first step and settled as they run, so that an installation that begins meanwhile leaves none of them down, wherever
/// this process dies. What a plan stops or removes for good is what a person has decided, and nothing is owed to it any more.
/// </summary>
internal sealed class PlanDebts(CommandHost host, Plan plan, string by)
{
    private readonly ServiceDebts _debts = new(host.Maintenance, by);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same plan, each of whose steps keeps the debts.</summary>
    public Plan Kept => plan with { Steps = [.. plan.Steps.Select((step, index) => step with { Run = (report, cancellation) => Take(index, report, cancellation) })] };

    /// <summary>Owes everything that the plan will take, before its first step. What is only started is not kept down by what cannot be written.</summary>
    /// <exception cref="MaintenanceInProgressException">An installation is in progress. Nothing was changed.</exception>
    public void Begin()
    {
        const string Attempt = "Nothing has been changed";
        List<InstanceService> stopped = [.. plan.Steps.SelectMany((step, index) => step.Effect.Stops.Where(stopped => ComesBack(stopped, index)))];
        var states = StatesOf([.. plan.Steps.SelectMany(Starts), .. stopped]);
        if (stopped.Count > 0)
            _debts.Owe(states, Attempt);
        else if (_debts.TryOwe(states, Attempt) is { } unwritten)
            host.Error.WriteLine($"Warning: {unwritten}");
    }

    /// <summary>Does no more about what is still owed: what was taken stays owed, and what was only to be started is not.</summary>
    public void End()
    {
        try
        {
            // One that never stopped, for instance.
            _debts.Settle([.. _taken.Where(IsBack)]);
            _debts.Drop([.. plan.Steps.SelectMany(step => step.Effect.Starts).Select(started => started.Service).Where(service => !_taken.Contains(service))]);
            _debts.Abandon();
        }
        catch (Exception unwritten) when (Failure.IsKnown(unwritten))
        {
            // It is this process's as long as it lives, and anybody's then.
            host.Error.WriteLine($"Warning: {unwritten.Message}");
        }
    }

    private async Task Take(int index, ChangeReport report, CancellationToken cancellation)
    {
        var step = plan.Steps[index];
        // What puts back takes nothing.
        List<InstanceService> stopped = step.PutsBack || step.Undoes ? [] : [.. step.Effect.Stops.Where(service => IsIn(report, service) && ComesBack(service, index))];
        // An installation that has waited long enough settles what it gives back, and another command what it has started.
        _debts.Owe(StatesOf(stopped), "Nothing more is stopped");
        _taken.UnionWith(stopped.Select(service => service.Service));
        try
        {
            await step.Run(report, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Keep(index, report);
        }
    }

    // What cannot be written down stays owed, which at worst starts what runs.
    private void Keep(int index, ChangeReport report)
    {
        var step = plan.Steps[index];
        var effect = step.Effect;
        try
        {
            _debts.Settle([.. Names(effect.Starts).Where(IsBack)]);
            _debts.Overrule(Names(effect.Stops.Where(service => IsDone(report, service) && !ComesBack(service, index))
                .Concat(effect.Removes.Where(service => IsRemoved(step, report, service) && (step.Undoes || !IsMadeAgain(service, index))))));
            if (_taken.Count > 0)
                OweInPlace(index);
        }
        catch (Exception unwritten) when (Failure.IsKnown(unwritten))
        {
            report.Warn(unwritten.Message);
        }
    }

    // Another service of an instance that was stopped runs it from now on: it is owed what the one before was.
    private void OweInPlace(int index)
    {
        var made = StartedAfter(index).Where(service => !_taken.Contains(service.Service) && Look(service.Service) is not null && WasTaken(service, index)).ToList();
        _debts.OweInPlace(StatesOf(made));
        _taken.UnionWith(Names(made));
    }

    private bool WasTaken(InstanceService service, int index) =>
        plan.Steps.Take(index + 1).SelectMany(step => step.Effect.Stops).Any(stopped => IsSame(stopped.Instance, service.Instance) && _taken.Contains(stopped.Service));

    private bool ComesBack(InstanceService stopped, int index) => StartedAfter(index).Any(started => IsSame(started.Instance, stopped.Instance));

    private bool IsMadeAgain(InstanceService removed, int index) => StartedAfter(index).Any(started => IsSame(started.Service, removed.Service));

    private IEnumerable<InstanceService> StartedAfter(int index) => plan.Steps.Skip(index + 1).SelectMany(Starts);

    // When nothing fails.
    private static IEnumerable<InstanceService> Starts(PlannedStep step) => step.Undoes ? [] : step.Effect.Starts;

    private bool IsBack(string service) => Look(service) is { State: ServiceState.Running or ServiceState.Paused };

    // One that may not be looked at stays owed, and keeps no other from being settled; the step that needs it has told.
    private ServiceStatus? Look(string service)
    {
        try
        {
            return host.Services.Look(service);
        }
        catch (ServiceException)
        {
            return null;
        }
    }

    private static bool IsIn(ChangeReport report, InstanceService service) => report.Instances.Contains(service.Instance, StringComparer.OrdinalIgnoreCase);

    // Of an instance that has failed too.
    private bool IsRemoved(PlannedStep step, ChangeReport report, InstanceService service) =>
        step.Undoes || step.PutsBack ? host.Services.Look(service.Service) is null : IsDone(report, service);

    private static bool IsDone(ChangeReport report, InstanceService service) => IsIn(report, service) && !report.HasFailed(service.Instance);

    // As each shall be: whoever gives such a command wants it to run. Those that are still to be made are not found.
    private List<InstanceState> StatesOf(List<InstanceService> services)
    {
        if (services.Count == 0)
            return [];
        var names = new HashSet<string>(Names(services), StringComparer.OrdinalIgnoreCase);
        var found = new InstanceDiscovery(host.Services, host.ExecutableFiles).Discover([host.Executable]);
        return [.. found.Ours.Concat(found.Watchdogs).Where(state => names.Contains(state.Service)).Select(state => state.ComesBack ? state : state with { State = ServiceState.Running })];
    }

    private static List<string> Names(IEnumerable<InstanceService> services) => [.. services.Select(service => service.Service)];

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
