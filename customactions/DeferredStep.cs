using System.Collections.Concurrent;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>
/// Runs one step of the engine inside a deferred action: lines arrive on many threads and are told to the installer on the one
/// it called, which is also where a cancel is noticed.
/// </summary>
internal static class DeferredStep
{
    /// <summary>How long a cancel can go unnoticed while nothing else happens.</summary>
    private static readonly TimeSpan CancelLatency = TimeSpan.FromMilliseconds(250);

    public delegate Task Step(MaintenanceRun run, MaintenancePlan plan, CancellationToken cancellation);

    /// <summary>Runs the step, and ends it when the user cancels.</summary>
    public static void Run(IInstallSession session, Step step)
    {
        var plan = MaintenancePlan.Parse(session.HandedOver);
        using var cancelled = new CancellationTokenSource();
        using var lines = new BlockingCollection<string>();
        var work = Task.Run(() => step(CreateRun(lines.Add), plan, cancelled.Token));
        // A step that failed ends the telling too; its exception comes out of the wait below.
        _ = work.ContinueWith(_ => lines.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        InstallCanceledException? cancel = null;
        while (!lines.IsCompleted)
        {
            var told = new List<string>();
            for (var patience = CancelLatency; lines.TryTake(out var line, patience); patience = TimeSpan.Zero)
                told.Add(line);
            try
            {
                session.Tell(told);
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

    // installer/Package.wixproj publishes it before this library is built.
    private static Stream? OpenGuard() => typeof(DeferredStep).Assembly.GetManifestResourceStream(GuardService.Executable);

    private static MaintenanceRun CreateRun(Action<string> report)
    {
        var machine = WindowsMaintenance.Machine((services, folder, time) => new GuardService(services, folder, time, OpenGuard, isItself: false), report);
        return new(machine, InstallerProcess.Current(machine.Processes), report);
    }
}
