using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What the journal says about the installation in progress. The plan in it is the whole truth about how things were, so an
/// interrupted installation can be brought to an end from any moment, and as often as one likes.
/// </summary>
public sealed record JournalEntry
{
    /// <summary>The plan.</summary>
    public MaintenancePlan Plan { get; init; } = new();

    /// <summary>The process that carries it out.</summary>
    public JournalOwner Owner { get; init; } = new(0, default);

    /// <summary>How far it has come.</summary>
    public MaintenancePhase Phase { get; init; }

    /// <summary>When stopping began, before anything was asked to stop.</summary>
    public DateTimeOffset StopBegan { get; init; }

    /// <summary>When the last instance had stopped and the files were out of the way.</summary>
    public DateTimeOffset? StopEnded { get; init; }

    /// <summary>When starting began, before anything was asked to start.</summary>
    public DateTimeOffset? StartBegan { get; init; }

    /// <summary>When the last instance had started or failed to.</summary>
    public DateTimeOffset? StartEnded { get; init; }

    /// <summary>What became of each instance so far.</summary>
    public IReadOnlyList<InstanceOutcome> Outcomes { get; init; } = [];

    /// <summary>What else somebody has to look into, as sentences; with one of them an installation does not simply succeed.</summary>
    public IReadOnlyList<string> Problems { get => field ?? []; init; } = [];

    /// <summary>Whether it gives back what something before it took, and changes no file. An installation waits for its end.</summary>
    public bool IsRecovery { get; init; }

    /// <summary>
    /// Whether an uninstallation leaves the services where they are, because another installation was interrupted before it: its plan
    /// knows what this one cannot, and a deleted service has lost its password.
    /// </summary>
    public bool KeepsServices { get; init; }

    /// <summary>The entry with files that could not be put back among its problems.</summary>
    internal JournalEntry With(IEnumerable<FileAside> aside) => this with { Problems = [.. Problems.Concat(aside.Select(file => file.Problem)).Distinct()] };

    /// <summary>The services that nobody has given their former state back yet.</summary>
    public IEnumerable<InstanceState> Unrestored()
    {
        var started = new HashSet<string>(
            Outcomes.Where(outcome => outcome is { Step: LifecycleStep.Start, Result: not StepResult.Failed }).Select(outcome => outcome.Service),
            StringComparer.OrdinalIgnoreCase);
        return Plan.Instances.Concat(Plan.Dependents).Where(state => !started.Contains(state.Service));
    }
}

/// <summary>How far an installation has come, as far as instances are concerned.</summary>
public enum MaintenancePhase
{
    /// <summary>Instances stop, files change: nothing may start.</summary>
    Changing,
    /// <summary>The files are as they shall be; instances start.</summary>
    Starting,
    /// <summary>The installer has finished; what is left is to write the result down, and on uninstallation to delete the services.</summary>
    Completing,
    /// <summary>Commands of ours that had begun before come to their end. Nothing has changed yet, and nothing new may begin.</summary>
    Waiting,
}

/// <summary>The process an installation runs in; the start time tells it from a later one of the same number.</summary>
/// <param name="ProcessId">Its identifier.</param>
/// <param name="StartedAt">When it started.</param>
public sealed record JournalOwner(int ProcessId, DateTimeOffset StartedAt)
{
    /// <summary>No process: what it owned is anybody's to finish.</summary>
    public static readonly JournalOwner Nobody = new(0, default);

    /// <summary>This process.</summary>
    public static JournalOwner Current(IProcesses processes)
    {
        using var own = processes.Open(OwnId()) ?? throw new InvalidOperationException("This process does not find itself among the running ones.");
        return new(own.Id, own.StartedAt);
    }

    /// <summary>Whether it still runs. One that cannot be looked at runs: only living processes refuse.</summary>
    public bool IsAlive(IProcesses processes)
    {
        if (this == Nobody)
            return false;
        try
        {
            using var process = processes.Open(ProcessId);
            return process is not null && process.StartedAt == StartedAt;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    private static int OwnId()
    {
#if NET
        return Environment.ProcessId;
#else
        using var own = System.Diagnostics.Process.GetCurrentProcess();
        return own.Id;
#endif
    }
}
