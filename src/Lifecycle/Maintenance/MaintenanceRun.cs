using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The steps of an installation as far as instances are concerned, in the order in which the installer takes them. Each step keeps
/// the journal, so that the next one, in a process of its own, knows what was done.
/// </summary>
public sealed class MaintenanceRun(
    LifecycleEngine engine, IServiceManager services, IExecutableFiles files, Journal journal, TimeProvider time, JournalOwner owner)
{
    /// <summary>Stops every instance, and returns only when their executables can be replaced.</summary>
    /// <exception cref="MaintenanceException">An instance did not stop, or a file stayed in use. No file has been touched.</exception>
    public async Task Stop(MaintenancePlan plan, Action<InstanceOutcome> report, CancellationToken cancellation)
    {
        var entry = new JournalEntry { Plan = plan, Owner = owner, StopBegan = time.GetUtcNow() };
        journal.Write(entry);
        var outcomes = await engine
            .Stop(plan.ToStop(), TimeSpan.FromSeconds(plan.StopTimeout), report, cancellation)
            .ConfigureAwait(false);
        entry = entry with { Outcomes = outcomes };
        journal.Write(entry);
        ThrowIfFailed(outcomes);
        await AwaitFreeExecutables(plan, cancellation).ConfigureAwait(false);
        journal.Write(entry with { StopEnded = time.GetUtcNow() });
    }

    /// <summary>Starts what should run. An instance that does not start is reported and leaves the others alone.</summary>
    /// <exception cref="MaintenanceException">An instance did not start, and the plan makes that fatal.</exception>
    public async Task Start(MaintenancePlan plan, Action<InstanceOutcome> report, CancellationToken cancellation)
    {
        var entry = Entry(plan) with { StartBegan = time.GetUtcNow() };
        journal.Write(entry);
        var outcomes = await engine
            .Start(plan.ToStart(), TimeSpan.FromSeconds(plan.StartTimeout), report, cancellation)
            .ConfigureAwait(false);
        journal.Write(entry with { StartEnded = time.GetUtcNow(), Outcomes = [.. entry.Outcomes, .. outcomes] });
        if (plan.StartFailureIsFatal)
            ThrowIfFailed(outcomes);
    }

    /// <summary>Undoes <see cref="Start"/>: stops the instances again, before the old files come back.</summary>
    public Task UndoStart(MaintenancePlan plan, Action<InstanceOutcome> report, CancellationToken cancellation) =>
        engine.Stop(plan.ToStart(), TimeSpan.FromSeconds(plan.StopTimeout), report, cancellation);

    /// <summary>Undoes <see cref="Stop"/>: starts what ran, when the old files are back.</summary>
    public async Task UndoStop(MaintenancePlan plan, Action<InstanceOutcome> report, CancellationToken cancellation)
    {
        var entry = Entry(plan);
        var began = time.GetUtcNow();
        var outcomes = await engine
            .Start(plan.ToRestore(), TimeSpan.FromSeconds(plan.StartTimeout), report, cancellation)
            .ConfigureAwait(false);
        entry = entry with
        {
            StartBegan = began,
            StartEnded = time.GetUtcNow(),
            Outcomes = [.. entry.Outcomes.Where(outcome => outcome.Step == LifecycleStep.Stop), .. outcomes],
        };
        journal.Close(LastRun.Of(entry, RunResult.RolledBack));
    }

    /// <summary>
    /// Ends a successful installation. On uninstallation the instances' services are deleted here and not earlier: the installer
    /// cannot give a deleted service its password back.
    /// </summary>
    public void Complete(MaintenancePlan plan, Action<string> report)
    {
        var entry = Entry(plan);
        if (plan.Kind == MaintenanceKind.Uninstall)
        {
            foreach (var state in plan.Instances)
                report(Delete(state));
        }

        var failed = entry.Outcomes.Any(outcome => outcome.Result == StepResult.Failed);
        journal.Close(LastRun.Of(entry, failed ? RunResult.SucceededWithProblems : RunResult.Succeeded));
    }

    private string Delete(InstanceState state)
    {
        try
        {
            services.Delete(state.Service);
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

    // The journal is missing when the installer rolls back before the stop began: then nothing was stopped either. A damaged one
    // must not keep instances down; the plan knows enough to go on, and the damaged file stays for whoever looks into it.
    private JournalEntry Entry(MaintenancePlan plan)
    {
        var fresh = new JournalEntry { Plan = plan, Owner = owner, StopBegan = time.GetUtcNow() };
        try
        {
            return journal.Read() ?? fresh;
        }
        catch (MaintenanceException)
        {
            journal.SetAside();
            return fresh;
        }
    }

    private async Task AwaitFreeExecutables(MaintenancePlan plan, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        foreach (var executable in plan.Instances.Select(state => state.Executable).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            // Windows lets go of an image some moments after its process has ended, and has no event for it.
            while (!files.IsFree(executable))
            {
                if (time.GetElapsedTime(began) > Timeouts.FileRelease)
                {
                    throw new MaintenanceException(
                        $"{executable} is still in use although every instance has stopped. End the program that uses it and install again.");
                }

                await time.Delay(Timeouts.FileRetry, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static void ThrowIfFailed(IEnumerable<InstanceOutcome> outcomes)
    {
        var problems = outcomes.Where(outcome => outcome.Result == StepResult.Failed).Select(outcome => outcome.Problem).ToList();
        if (problems.Count > 0)
            throw new MaintenanceException(string.Join(" ", problems));
    }
}
