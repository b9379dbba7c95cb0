using Octopus.Cli.Doctor;
using Octopus.Cli.Instances;
using Octopus.Cli.Maintenance;

namespace Octopus.Manager.Live;

/// <summary>What was seen of the machine at one moment.</summary>
/// <param name="Taken">When; <see langword="null"/> before the first look.</param>
/// <param name="Instances">Every instance, by name.</param>
/// <param name="InstancesProblem">What could not be read, as sentences; <see langword="null"/> when everything could.</param>
/// <param name="Findings">What is not as it should be; <see langword="null"/> before the first examination, and when there can be none.</param>
/// <param name="FindingsProblem">Why there was no examination.</param>
/// <param name="Maintenance">What installations do; <see langword="null"/> when it is not known.</param>
public sealed record MachineSnapshot(
    DateTimeOffset? Taken,
    IReadOnlyList<InstanceRow> Instances,
    string? InstancesProblem,
    IReadOnlyList<Finding>? Findings,
    string? FindingsProblem,
    MaintenanceStatus? Maintenance)
{
    /// <summary>Before the first look.</summary>
    public static readonly MachineSnapshot None = new(null, [], null, null, null, null);

    /// <summary>The instance of that name, the default one first, as lists show them.</summary>
    public InstanceRow? Find(string? name) => Instances.FirstOrDefault(row => row.InstanceName.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an installation goes on now.</summary>
    public bool IsBeingUpgraded => Maintenance is { State: MaintenanceState.InProgress };

    /// <summary>Whether an installation was interrupted and waits to be recovered.</summary>
    public bool WaitsForRecovery => Maintenance is { State: MaintenanceState.Interrupted };

    /// <summary>Those that something of ours stopped for a while and nobody gives back any more.</summary>
    public IEnumerable<OwedInstance> Owed => Maintenance?.Owed.Where(owed => owed is { IsLacking: true, ProcessId: null }) ?? [];
}
