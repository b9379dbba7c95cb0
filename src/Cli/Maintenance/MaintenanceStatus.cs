using System.Text.Json.Serialization;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Maintenance;

/// <summary>What <c>maintenance status</c> answers.</summary>
/// <param name="State">Whether something is going on.</param>
/// <param name="Kind">What the installation does; <see langword="null"/> when there is none.</param>
/// <param name="Version">The version it brings.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="ProcessId">The process that carries it out, or did.</param>
/// <param name="Since">When it began.</param>
/// <param name="Owed">Who has been stopped for a while and has not got back what it was, beside what an installation in progress does.</param>
/// <param name="LastRun">How the last one that ended went.</param>
public sealed record MaintenanceStatus(
    MaintenanceState State,
    MaintenanceKind? Kind,
    string? Version,
    MaintenancePhase? Phase,
    int? ProcessId,
    DateTimeOffset? Since,
    IReadOnlyList<OwedInstance> Owed,
    LastRun? LastRun)
{
    internal static MaintenanceStatus Of(MaintenanceMachine machine)
    {
        var last = machine.Journal.ReadLastRun();
        if (machine.Journal.Read() is not { } entry)
            return new(MaintenanceState.None, null, null, null, null, null, OwedInstance.All(machine, null), last);
        var isAlive = entry.Owner.IsAlive(machine.Processes);
        return new(
            isAlive ? MaintenanceState.InProgress : MaintenanceState.Interrupted,
            entry.Plan.Kind, entry.Plan.Version, entry.Phase, entry.Owner.ProcessId, entry.StopBegan,
            OwedInstance.All(machine, isAlive ? entry.Owner : null), last);
    }
}

/// <summary>Whether an installation is going on.</summary>
public enum MaintenanceState
{
    /// <summary>No.</summary>
    None,
    /// <summary>Yes.</summary>
    InProgress,
    /// <summary>One began, and its process has gone before it ended.</summary>
    Interrupted,
}

/// <summary>How it is written and read: in the words of last-run.json, which is part of it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MaintenanceStatus))]
public sealed partial class MaintenanceStatusJson : JsonSerializerContext;
