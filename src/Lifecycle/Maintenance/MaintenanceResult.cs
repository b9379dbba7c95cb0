using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>Tells how an installation ended, everywhere an administrator may look: log, event log, result file.</summary>
internal sealed class MaintenanceResult(IEventLog events, Action<string> report)
{
    /// <summary>Tells it. The file is the caller's to write: only then is the installation over.</summary>
    public void Tell(LastRun run)
    {
        List<string> lines = [.. run.Instances.Select(instance => instance.ToString()), .. run.Problems];
        lines.ForEach(report);
        var (severity, id) = Event(run);
        if (!events.Write(severity, id, string.Join(Environment.NewLine, [Headline(run), .. lines])))
            report("The event log of this machine took no entry; last-run.json has the same.");
    }

    // The numbers are documented in docs/administration.md and never change.
    private static (EventSeverity Severity, int Id) Event(LastRun run) => run.Result switch
    {
        RunResult.Succeeded => (EventSeverity.Information, 1),
        RunResult.SucceededWithProblems => (EventSeverity.Warning, 2),
        RunResult.RolledBack => (EventSeverity.Error, 3),
        _ => (EventSeverity.Warning, 4),
    };

    private static string Headline(LastRun run) => (run.Result, run.Kind) switch
    {
        (RunResult.Succeeded, _) => $"{run.Kind} of version {run.Version} succeeded.",
        (RunResult.SucceededWithProblems, _) => $"{run.Kind} of version {run.Version} succeeded, and something needs you:",
        (RunResult.RolledBack, _) => $"{run.Kind} of version {run.Version} was undone; what ran was started again.",
        (_, MaintenanceKind.Recovery) => "What was left stopped was started again.",
        _ => $"{run.Kind} of version {run.Version} never ended; what ran was started again.",
    };
}
