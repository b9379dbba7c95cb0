namespace Octopus.Lifecycle.Maintenance;

/// <summary>What the journal says about the installation in progress.</summary>
public sealed record JournalEntry
{
    /// <summary>The plan.</summary>
    public MaintenancePlan Plan { get; init; } = new();

    /// <summary>The process that carries it out.</summary>
    public JournalOwner Owner { get; init; } = new(0, default);

    /// <summary>When stopping began, before anything was asked to stop.</summary>
    public DateTimeOffset StopBegan { get; init; }

    /// <summary>When the last instance had stopped and the files were free.</summary>
    public DateTimeOffset? StopEnded { get; init; }

    /// <summary>When starting began, before anything was asked to start.</summary>
    public DateTimeOffset? StartBegan { get; init; }

    /// <summary>When the last instance had started or failed to.</summary>
    public DateTimeOffset? StartEnded { get; init; }

    /// <summary>What became of each instance so far.</summary>
    public IReadOnlyList<InstanceOutcome> Outcomes { get; init; } = [];
}

/// <summary>The process an installation runs in; the start time tells it from a later one of the same number.</summary>
/// <param name="ProcessId">Its identifier.</param>
/// <param name="StartedAt">When it started.</param>
public sealed record JournalOwner(int ProcessId, DateTimeOffset StartedAt);
