using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What everybody may know about the installation in progress: that there is one. The journal itself is for administrators only,
/// and an instance's account is seldom one. Nothing that brings an instance back depends on it: everybody may read it, so anybody can
/// be in the way of a change of it.
/// </summary>
/// <param name="Owner">The process that carries it out.</param>
/// <param name="Since">When it began.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Version">The version it brings.</param>
/// <param name="Phase">How far it has come.</param>
public sealed record MaintenanceNotice(JournalOwner Owner, DateTimeOffset Since, MaintenanceKind Kind, string Version, MaintenancePhase Phase)
{
    /// <summary>What the notice of an installation says.</summary>
    public static MaintenanceNotice Of(JournalEntry entry) => new(entry.Owner, entry.StopBegan, entry.Plan.Kind, entry.Plan.Version, entry.Phase);

    /// <summary>The notice of this machine, or <see langword="null"/> when there is none that can be read.</summary>
    public static MaintenanceNotice? Read(MachineFolder machine)
    {
        try
        {
            return JournalFile.ReadText(PathIn(machine)) is { } text ? MaintenanceJson.ParseNotice(text) : null;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Somebody holds it to keep others from reading. That must stop nobody.
            return null;
        }
    }

    /// <summary>Refuses while an installation is in progress.</summary>
    /// <param name="machine">The machine folder.</param>
    /// <param name="processes">Tells whether the installation still lives.</param>
    /// <param name="attempt">What is refused, as the beginning of a sentence: <c>Nothing is started</c>.</param>
    /// <param name="evenWhileStarting">Whether to refuse also when the files have been replaced and instances start.</param>
    /// <exception cref="MaintenanceInProgressException">There is one.</exception>
    public static void RefuseDuring(MachineFolder machine, IProcesses processes, string attempt, bool evenWhileStarting)
    {
        if (Read(machine) is { } notice && (evenWhileStarting || notice.Phase == MaintenancePhase.Changing) && notice.Owner.IsAlive(processes))
            throw new MaintenanceInProgressException(attempt, notice.Owner, notice.Since);
    }

    /// <summary>Puts the notice up, if that can be done.</summary>
    internal void TryWrite(MachineFolder machine) => Try(() => AtomicFile.Write(PathIn(machine), MaintenanceJson.Serialize(this), FilePatience.None));

    /// <summary>Takes the notice down, if that can be done.</summary>
    internal static void TryDelete(MachineFolder machine) => Try(() =>
    {
        AtomicFile.Delete(PathIn(machine) + AtomicFile.PreviousEnding, FilePatience.None);
        AtomicFile.Delete(PathIn(machine), FilePatience.None);
    });

    internal static string PathIn(MachineFolder machine) => Path.Combine(machine.Path, "maintenance.json");

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Whoever knows better asks the journal; the others are told a little late, or a little too long.
        }
    }
}
