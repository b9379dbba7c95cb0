using System.Collections.Concurrent;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>
/// Runs one step of the engine inside a deferred action: outcomes arrive on many threads and are told to the installer on the one
/// it called, which is also where a cancel is noticed.
/// </summary>
internal static class DeferredStep
{
    /// <summary>How long a cancel can go unnoticed while nothing else happens.</summary>
    private static readonly TimeSpan CancelLatency = TimeSpan.FromMilliseconds(250);

    public delegate Task Step(MaintenanceRun run, MaintenancePlan plan, Action<InstanceOutcome> report, CancellationToken cancellation);

    /// <summary>Runs the step, and ends it when the user cancels.</summary>
    public static void Run(IInstallSession session, Step step)
    {
        var plan = MaintenancePlan.Parse(session.HandedOver);
        using var cancelled = new CancellationTokenSource();
        using var outcomes = new BlockingCollection<InstanceOutcome>();
        var work = Task.Run(() => step(CreateRun(), plan, outcomes.Add, cancelled.Token));
        // A step that failed ends the telling too; its exception comes out of the wait below.
        _ = work.ContinueWith(_ => outcomes.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        InstallCanceledException? cancel = null;
        while (!outcomes.IsCompleted)
        {
            var line = outcomes.TryTake(out var outcome, CancelLatency) ? outcome.ToString() : "";
            try
            {
                session.Tell(line);
            }
            catch (InstallCanceledException requested) when (cancel is null)
            {
                cancel = requested;
                cancelled.Cancel();
            }
            catch (InstallCanceledException)
            {
                // Known already.
            }
        }

        try
        {
            work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancel is not null)
        {
        }

        if (cancel is not null)
            throw cancel;
    }

    /// <summary>Makes the engine on the real machine.</summary>
    public static MaintenanceRun CreateRun()
    {
        var services = new WindowsServiceManager(TimeProvider.System);
        var files = new WindowsExecutableFiles();
        return new(
            new LifecycleEngine(services, new WindowsProcesses(), files, TimeProvider.System),
            services,
            files,
            new Journal(MachineFolder.Current()),
            TimeProvider.System,
            InstallerProcess.Current());
    }
}
