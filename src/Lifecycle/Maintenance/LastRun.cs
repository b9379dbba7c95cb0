using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The result of the last installation, as <c>last-run.json</c> has it.</summary>
public sealed record LastRun
{
    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = MaintenancePlan.CurrentFormat;

    /// <summary>Which installation it was: the identity of its plan. <see langword="null"/> in what earlier versions wrote.</summary>
    public string? Id { get; init; }

    /// <summary>What happened to the product.</summary>
    public MaintenanceKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public RunResult Result { get; init; }

    /// <summary>The product version before; <see langword="null"/> when there was none.</summary>
    public string? VersionBefore { get; init; }

    /// <summary>The product version of the package.</summary>
    public string Version { get; init; } = "";

    /// <summary>The folders in which it put files, or took them away. None in what earlier versions wrote.</summary>
    public IReadOnlyList<string> Folders { get => field ?? []; init; } = [];

    /// <summary>When the first instance was about to be asked to stop.</summary>
    public DateTimeOffset StopBegan { get; init; }

    /// <summary>When the last instance had stopped and the files were free.</summary>
    public DateTimeOffset? StopEnded { get; init; }

    /// <summary>When the first instance was about to be asked to start.</summary>
    public DateTimeOffset? StartBegan { get; init; }

    /// <summary>When the last instance had started or failed to.</summary>
    public DateTimeOffset? StartEnded { get; init; }

    /// <summary>Every instance, and behind them the services of others that depend on one.</summary>
    public IReadOnlyList<InstanceRun> Instances { get; init; } = [];

    /// <summary>What else somebody has to look into, as sentences.</summary>
    public IReadOnlyList<string> Problems { get => field ?? []; init; } = [];

    /// <summary>Makes the result of what the journal saw.</summary>
    public static LastRun Of(JournalEntry entry, RunResult result)
    {
        var outcomes = entry.Outcomes.ToLookup(outcome => outcome.Service, StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<InstanceRun> instances = [.. entry.Plan.Instances.Concat(entry.Plan.Dependents).Select(state => InstanceRun.Of(state, [.. outcomes[state.Service]]))];
        return new()
        {
            Id = entry.Plan.Id,
            Kind = entry.Plan.Kind,
            // What came true for an instance is said there.
            Problems = [.. entry.Problems.Where(problem => !instances.Any(instance => instance.Problem?.IndexOf(problem, StringComparison.Ordinal) >= 0))],
            Result = result,
            VersionBefore = entry.Plan.VersionBefore,
            Version = entry.Plan.Version,
            Folders = Premises.Folders(entry.Plan),
            StopBegan = entry.StopBegan,
            StopEnded = entry.StopEnded,
            StartBegan = entry.StartBegan,
            StartEnded = entry.StartEnded,
            Instances = instances,
        };
    }
}

/// <summary>How an installation ended.</summary>
public enum RunResult
{
    /// <summary>Installed, and every instance that should run does.</summary>
    Succeeded,
    /// <summary>Installed, but an instance did not start.</summary>
    SucceededWithProblems,
    /// <summary>Undone.</summary>
    RolledBack,
    /// <summary>Never ended by itself; every instance has been given its state back later.</summary>
    Recovered,
}

/// <summary>One instance in an installation.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">Its service.</param>
/// <param name="Before">Its state before.</param>
/// <param name="ProcessIdBefore">Its process before; 0 when it had none.</param>
/// <param name="StopResult">How stopping went; <see langword="null"/> when it was not to be stopped.</param>
/// <param name="StoppedAfter">Milliseconds from the beginning of stopping to its end.</param>
/// <param name="StartResult">How starting went; <see langword="null"/> when it was not to be started.</param>
/// <param name="StartedAfter">Milliseconds from the beginning of starting to its running.</param>
/// <param name="After">Its state afterwards.</param>
/// <param name="ProcessIdAfter">Its process afterwards; 0 when it has none.</param>
/// <param name="Problem">What went wrong, or <see langword="null"/>.</param>
public sealed record InstanceRun(
    string Instance,
    string Service,
    ServiceState Before,
    int ProcessIdBefore,
    StepResult? StopResult,
    long? StoppedAfter,
    StepResult? StartResult,
    long? StartedAfter,
    ServiceState After,
    int ProcessIdAfter,
    string? Problem)
{
    /// <summary>The instance as a line for people: how it was, what was done, how it is.</summary>
    public override string ToString()
    {
        var stopped = StopResult switch
        {
            StepResult.Done => $", stopped after {StoppedAfter} ms",
            StepResult.Forced => $", terminated after {StoppedAfter} ms",
            StepResult.Failed => $", not stopped after {StoppedAfter} ms",
            _ => "",
        };
        var started = StartResult switch
        {
            StepResult.Done => $", started after {StartedAfter} ms",
            StepResult.Failed or StepResult.Gone => $", not started after {StartedAfter} ms",
            _ => "",
        };
        var process = ProcessIdAfter == 0 ? "" : $", process {ProcessIdAfter}";
        return $"{Instance}: was {Before}{stopped}{started}, is {After}{process}{(Problem is null ? "" : $". {Problem}")}";
    }

    internal static InstanceRun Of(InstanceState state, IReadOnlyList<InstanceOutcome> outcomes)
    {
        var stop = Last(LifecycleStep.Stop);
        var start = Last(LifecycleStep.Start);
        return new(
            state.Instance,
            state.Service,
            state.State,
            state.ProcessId,
            stop?.Result,
            stop?.Milliseconds,
            start?.Result,
            start?.Milliseconds,
            start?.State ?? stop?.State ?? state.State,
            start?.ProcessId ?? 0,
            start?.Problem ?? Last(LifecycleStep.Release)?.Problem ?? stop?.Problem ?? Last(LifecycleStep.Hold)?.Problem);

        InstanceOutcome? Last(LifecycleStep step) => outcomes.LastOrDefault(outcome => outcome.Step == step);
    }
}
