using System.Globalization;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>An installation cannot go on. The message names the instances and the next step.</summary>
public class MaintenanceException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Another installation, or the recovery of one, is in progress on this machine.</summary>
/// <param name="attempt">What is refused, as the beginning of a sentence.</param>
/// <param name="owner">The process that carries the other one out.</param>
/// <param name="since">When that began.</param>
public sealed class MaintenanceInProgressException(string attempt, JournalOwner owner, DateTimeOffset since)
    : MaintenanceException(string.Format(
        CultureInfo.InvariantCulture,
        "{0}: process {1} has been installing, repairing or recovering this product since {2:u}. Wait until it has finished.",
        attempt, owner.ProcessId, since))
{
    /// <summary>The process that carries the other one out.</summary>
    public JournalOwner Owner { get; } = owner;

    /// <summary>When that began.</summary>
    public DateTimeOffset Since { get; } = since;
}
