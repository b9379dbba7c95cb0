using System.Collections.Concurrent;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The steps of an installation as far as instances are concerned, in the order in which the installer takes them. Each step keeps
/// the journal, so that the next one, in a process of its own, knows what was done; and so that, should the next one never come,
/// <see cref="Recover"/> or the next installation can finish it.
/// </summary>
/// <param name="machine">What it works on.</param>
/// <param name="owner">The process that carries it out.</param>
/// <param name="report">Told one line for each thing that happened, from any thread, one call at a time.</param>
public sealed class MaintenanceRun(MaintenanceMachine machine, JournalOwner owner, Action<string> report)
{
    private readonly object _reporting = new();
    private readonly StartHold _hold = new(machine.Services);
    private readonly MaintenanceResult _result = new(machine.Journal, machine.Events, report);

    /// <summary>
    /// Stops every instance, and returns only when the files can be replaced. Until the end of the installation nobody can start
    /// one. Should this fail, or be cancelled, everything runs again before it throws.
    /// </summary>
    /// <exception cref="MaintenanceInProgressException">Another installation is in progress. Nothing was changed.</exception>
    /// <exception cref="MaintenanceException">
    /// An instance did not stop, a program of ours did not end, or a file stayed in use. No file has been touched.
    /// </exception>
    public async Task Stop(MaintenancePlan plan, CancellationToken cancellation)
    {
        var entry = machine.Journal.Open(owner, other => other.IsAlive(machine.Processes), report, interrupted => Begin(plan, interrupted))!;
        var stopped = false;
        try
        {
            var held = Hold(entry.Plan);
            var outcomes = await machine.Engine
                .Stop(entry.Plan.ToStop(), TimeSpan.FromSeconds(entry.Plan.StopTimeout), Report, cancellation)
                .ConfigureAwait(false);
            entry = entry with { Outcomes = [.. held, .. outcomes] };
            machine.Journal.Write(entry);
            ThrowIfFailed(outcomes);
            await new OwnPrograms(machine.Processes, machine.Services, machine.Files).End(entry.Plan.Executables, owner, report, cancellation).ConfigureAwait(false);
            await new ProductFiles(machine.Files, machine.Processes, machine.Time).AwaitFree(entry.Plan.Executables, cancellation).ConfigureAwait(false);
            machine.Journal.Write(entry with { StopEnded = machine.Time.GetUtcNow() });
            stopped = true;
        }
        finally
        {
            // Not left to the rollback, which a policy may have switched off; what was cancelled is the stopping, not this.
            if (!stopped)
                await Restore(entry, RunResult.RolledBack, entry.Plan.VersionBefore).ConfigureAwait(false);
        }
    }

    /// <summary>Starts what should run. An instance that does not start is reported and leaves the others alone.</summary>
    /// <exception cref="MaintenanceException">An instance did not start, and the plan makes that fatal.</exception>
    public async Task Start(MaintenancePlan plan, CancellationToken cancellation)
    {
        // Somebody may have taken the journal away; the instances were stopped all the same.
        var entry = Own(plan) ?? Fresh(plan);
        plan = entry.Plan;
        entry = entry with { Phase = MaintenancePhase.Starting, StartBegan = machine.Time.GetUtcNow() };
        machine.Journal.Write(entry);
        // What is uninstalled is not released: nothing is there any more that could start.
        var outcomes = plan.Kind == MaintenanceKind.Uninstall
            ? []
            : await Release(plan, plan.ToStart(), plan.Version, cancellation).ConfigureAwait(false);
        machine.Journal.Write(entry with { StartEnded = machine.Time.GetUtcNow(), Outcomes = [.. entry.Outcomes, .. outcomes] });
        if (plan.StartFailureIsFatal)
            ThrowIfFailed(outcomes);
    }

    /// <summary>Undoes <see cref="Start"/>: stops the instances again, before the old files come back.</summary>
    public async Task UndoStart(MaintenancePlan plan)
    {
        if (Own(plan) is not { } entry)
            return;
        machine.Journal.Write(entry with
        {
            Phase = MaintenancePhase.Changing,
            Outcomes = [.. entry.Outcomes.Where(outcome => outcome.Step is LifecycleStep.Hold or LifecycleStep.Stop)],
        });
        Hold(entry.Plan);
        await machine.Engine
            .Stop(entry.Plan.ToStop(), TimeSpan.FromSeconds(entry.Plan.StopTimeout), Report, CancellationToken.None)
            .ConfigureAwait(false);
    }

    /// <summary>Undoes <see cref="Stop"/>: starts what ran, when the old files are back.</summary>
    public async Task UndoStop(MaintenancePlan plan)
    {
        // No journal of ours: nothing was stopped, or everything runs again already.
        if (Own(plan) is { } entry)
            await Restore(entry, RunResult.RolledBack, entry.Plan.VersionBefore).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends a successful installation. On uninstallation the instances' services are deleted here and not earlier: the installer
    /// cannot give a deleted service its password back.
    /// </summary>
    public void Complete(MaintenancePlan plan)
    {
        if (Own(plan) is { } entry)
            Complete(entry);
    }

    /// <summary>Finishes what an installation that never ended has left: every instance gets its state back.</summary>
    /// <param name="evenIfAlive">Whether to take it over from a process that still runs.</param>
    /// <returns>The result, or <see langword="null"/> when there was nothing to finish.</returns>
    /// <exception cref="MaintenanceInProgressException">The installation is still in progress.</exception>
    public async Task<LastRun?> Recover(bool evenIfAlive)
    {
        var entry = machine.Journal.Open(
            owner,
            other => !evenIfAlive && other.IsAlive(machine.Processes),
            report,
            interrupted => interrupted is null ? null : interrupted with { Owner = owner });
        if (entry is null)
            return null;
        // Which version is there after half an installation nobody knows: any that answers will do.
        return entry.Phase == MaintenancePhase.Completing
            ? Complete(entry)
            : await Restore(entry, RunResult.Recovered, null).ConfigureAwait(false);
    }

    private JournalEntry Begin(MaintenancePlan plan, JournalEntry? interrupted)
    {
        plan = plan.Refreshed(machine.Services);
        if (interrupted is not null)
        {
            report($"The installation of {interrupted.Plan.Version} that began {interrupted.StopBegan:u} never ended. What it stopped counts as running.");
            plan = plan.Following(interrupted, machine.Services);
        }

        return Fresh(plan);
    }

    /// <summary>Gives every service of the plan its start type and command line back, then starts some of them.</summary>
    private async Task<IReadOnlyList<InstanceOutcome>> Release(
        MaintenancePlan plan, IEnumerable<InstanceState> starting, string? version, CancellationToken cancellation)
    {
        var paths = new ServicePaths(machine.Services, machine.Files);
        var problems = new ConcurrentQueue<InstanceOutcome>();
        var toStart = starting.ToList();
        var (held, started) = (Services(plan.Instances), Services(toStart));

        // Those that stay as they are come first: one that starts may need one of them.
        foreach (var state in plan.Instances.Where(state => !started.Contains(state.Service)))
            Free(state);
        var outcomes = await machine.Engine
            .Start(toStart, TimeSpan.FromSeconds(plan.StartTimeout), version, Free, Report, cancellation)
            .ConfigureAwait(false);
        return [.. problems, .. outcomes];

        void Free(InstanceState state)
        {
            if (!held.Contains(state.Service))
                return;
            foreach (var problem in new[] { paths.Adjust(state, plan.Folder), _hold.Release(state) }.OfType<InstanceOutcome>())
            {
                problems.Enqueue(problem);
                Report(problem);
            }
        }
    }

    // Who cannot be disabled is told, and stopped like the others: that somebody could start it is no reason to leave it running.
    private IReadOnlyList<InstanceOutcome> Hold(MaintenancePlan plan)
    {
        var refused = _hold.Take(plan.Instances);
        foreach (var outcome in refused)
            Report(outcome);
        return refused;
    }

    private static HashSet<string> Services(IEnumerable<InstanceState> states) => new(states.Select(state => state.Service), StringComparer.OrdinalIgnoreCase);

    private async Task<LastRun> Restore(JournalEntry entry, RunResult result, string? version)
    {
        entry = entry with { Phase = MaintenancePhase.Starting, StartBegan = machine.Time.GetUtcNow() };
        machine.Journal.Write(entry);
        var outcomes = await Release(entry.Plan, entry.Plan.ToRestore(), version, CancellationToken.None).ConfigureAwait(false);
        return _result.Close(
            entry with
            {
                StartEnded = machine.Time.GetUtcNow(),
                Outcomes = [.. entry.Outcomes.Where(outcome => outcome.Step is LifecycleStep.Hold or LifecycleStep.Stop), .. outcomes],
            },
            result);
    }

    private LastRun Complete(JournalEntry entry)
    {
        entry = entry with { Phase = MaintenancePhase.Completing };
        machine.Journal.Write(entry);
        if (entry.Plan.Kind == MaintenanceKind.Uninstall)
        {
            foreach (var state in entry.Plan.Instances)
                report(Delete(state));
        }

        var failed = entry.Outcomes.Any(outcome => outcome.HasFailed);
        return _result.Close(entry, failed ? RunResult.SucceededWithProblems : RunResult.Succeeded);
    }

    private string Delete(InstanceState state)
    {
        try
        {
            machine.Services.Delete(state.Service);
            return $"{state.Instance}: service '{state.Service}' deleted, its data kept";
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            return $"{state.Instance}: service '{state.Service}' had been deleted already";
        }
        catch (ServiceException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>What the journal says about this installation; nothing when it is about another one, or about none.</summary>
    private JournalEntry? Own(MaintenancePlan plan)
    {
        try
        {
            return machine.Journal.Read() is { } entry && entry.Plan.Id == plan.Id ? entry : null;
        }
        catch (MaintenanceException unusable)
        {
            // Damaged on the way. That must not keep instances down: the plan that was handed over knows enough to go on.
            report(unusable.Message);
            machine.Journal.SetAside();
            return Fresh(plan);
        }
    }

    private JournalEntry Fresh(MaintenancePlan plan) => new() { Plan = plan, Owner = owner, StopBegan = machine.Time.GetUtcNow() };

    private void Report(InstanceOutcome outcome)
    {
        lock (_reporting)
            report(outcome.ToString());
    }

    private static void ThrowIfFailed(IEnumerable<InstanceOutcome> outcomes)
    {
        var problems = outcomes.Where(outcome => outcome.Result == StepResult.Failed).Select(outcome => outcome.Problem).ToList();
        if (problems.Count > 0)
            throw new MaintenanceException(string.Join(" ", problems));
    }
}
