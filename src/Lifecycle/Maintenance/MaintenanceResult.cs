using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>Tells how an installation ended, everywhere an administrator may look: log, result file, event log.</summary>
internal sealed class MaintenanceResult(Journal journal, IEventLog events, Action<string> report)
{
    /// <summary>Writes the result down and closes the journal.</summary>
    public LastRun Close(JournalEntry entry, RunResult result)
    {
        var run = LastRun.Of(entry, result);
        journal.Close(run);
        var lines = run.Instances.Select(instance => instance.ToString()).ToList();
        lines.ForEach(report);
        var (severity, id) = Event(run);
        if (!events.Write(severity, id, string.Join(Environment.NewLine, [Headline(run), .. lines])))
            report("The event log of this machine took no entry; last-run.json has the same.");
        return run;
    }

    // The numbers are documented in docs/administration.md and never change.
    private static (EventSeverity Severity, int Id) Event(LastRun run) => run.Result switch
    {
        RunResult.Succeeded => (EventSeverity.Information, 1),
        RunResult.SucceededWithProblems => (EventSeverity.Warning, 2),
        RunResult.RolledBack => (EventSeverity.Error, 3),
        _ => (EventSeverity.Warning, 4),
    };

    private static string Headline(LastRun run) => run.Result switch
    {
        RunResult.Succeeded => $"{run.Kind} of version {run.Version} succeeded.",
        RunResult.SucceededWithProblems => $"{run.Kind} of version {run.Version} succeeded, and something needs you:",
        RunResult.RolledBack => $"{run.Kind} of version {run.Version} was undone; what ran was started again.",
        _ => $"{run.Kind} of version {run.Version} never ended; what ran was started again.",
    };
}
