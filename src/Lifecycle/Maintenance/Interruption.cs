namespace Octopus.Lifecycle.Maintenance;

/// <summary>What somebody has left undone: an installation that never ended, or services that are still owed something.</summary>
internal sealed class Interruption(MaintenanceMachine machine, JournalOwner owner, Action<string> report)
{
    /// <summary>Takes it over. Where no file can be written it is taken over all the same: what was stopped is not to wait for that.</summary>
    /// <param name="evenIfAlive">Whether to take it over from a process that still runs.</param>
    /// <returns>What is to be finished; <see langword="null"/> when there is nothing.</returns>
    /// <exception cref="MaintenanceInProgressException">The installation is still in progress.</exception>
    public JournalEntry? TakeOver(bool evenIfAlive)
    {
        try
        {
            return machine.Journal.Open(owner, IsAlive, report, Taken);
        }
        catch (Exception unwritten) when (JournalKeeper.IsOfFiles(unwritten))
        {
            report(unwritten.Message);
            var interrupted = machine.Journal.Read();
            if (interrupted is not null && interrupted.Owner != owner && IsAlive(interrupted.Owner))
                throw new MaintenanceInProgressException("Nothing has been changed", interrupted.Owner, interrupted.StopBegan);
            return Taken(interrupted);
        }

        bool IsAlive(JournalOwner other) => !evenIfAlive && other.IsAlive(machine.Processes);
    }

    private JournalEntry? Taken(JournalEntry? interrupted) => interrupted is null ? Owed() : interrupted with
    {
        Owner = owner,
        IsRecovery = true,
        Plan = interrupted.Plan.With(machine.Journal.ReadOwed(), machine.Services, machine.Files),
    };

    // Executables too: one that could not be put back when its installation came to nothing is still aside.
    private JournalEntry? Owed()
    {
        var owed = machine.Journal.ReadOwed().Where(debt => !debt.Owner.IsAlive(machine.Processes)).ToList();
        if (owed.Count == 0)
            return null;
        var services = new HashSet<string>(owed.Select(debt => debt.State.Service), StringComparer.OrdinalIgnoreCase);
        var wish = new MaintenancePlan
        {
            Id = Guid.NewGuid().ToString("D"),
            Kind = MaintenanceKind.Recovery,
            Version = machine.Product.Version ?? "",
            Folder = machine.Product.Folder ?? (machine.Journal.ReadLastRun() is { Folders: [var last, ..] } ? last : ""),
        };
        return new()
        {
            Plan = new PlanDiscovery(machine).Complete(wish, owed).Only(state => services.Contains(state.Service)),
            Owner = owner,
            StopBegan = machine.Time.GetUtcNow(),
            Phase = MaintenancePhase.Starting,
            IsRecovery = true,
        };
    }
}
