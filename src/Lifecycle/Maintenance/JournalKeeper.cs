using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Keeps the journal for an installation that has stopped something: what cannot be written or read is reported, and keeps nothing from
/// being done. What was on disk before the first stop is enough to bring everything back.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="owner">The process that carries the installation out.</param>
/// <param name="report">Told a line for each failure.</param>
internal sealed class JournalKeeper(IJournal journal, JournalOwner owner, Action<string> report)
{
    /// <summary>Puts the entry on disk.</summary>
    public void Keep(JournalEntry entry) => Attempt(() => journal.Write(entry));

    /// <summary>Writes the result and closes the journal.</summary>
    /// <returns>Whether it is closed: the next one who looks finds no installation.</returns>
    public bool Close(LastRun run)
    {
        var closed = Attempt(() => journal.Close(run));
        return closed || (Attempt(() => closed = journal.Read() is null) && closed);
    }

    /// <summary>Takes the guard away, unless another installation has begun: then it is that one's.</summary>
    public void TakeAway(IGuard guard) => Attempt(() => journal.WhileClosed(() =>
    {
        if (guard.Disarm() is { } problem)
            report(problem);
    }));

    /// <summary>
    /// Writes down which services have what is theirs again, and which are owed it for the next installation or recovery.
    /// </summary>
    public void Settle(JournalEntry entry)
    {
        var failed = entry.Outcomes.ToLookup(outcome => outcome.Service, StringComparer.OrdinalIgnoreCase);
        var owed = entry.Plan.ToStop()
            .Where(state => entry.KeepsServices || IsLacking(failed[state.Service]))
            .Select(state => new OwedState(state, entry.Plan.Title, entry.StopBegan, JournalOwner.Nobody, entry.KeepsServices || IsHeld(failed[state.Service])))
            .ToList();
        Attempt(() => journal.Settle([.. entry.Plan.ToStop().Select(state => state.Service)], owed));
    }

    /// <summary>What services are owed, as far as it can be read.</summary>
    public IReadOnlyList<OwedState> Owed()
    {
        IReadOnlyList<OwedState> owed = [];
        Attempt(() => owed = journal.ReadOwed());
        return owed;
    }

    /// <summary>
    /// What the journal says about this installation; <see langword="null"/> when it is about another one, or about none.
    /// </summary>
    /// <param name="wish">The installation.</param>
    /// <param name="otherwise">Makes an entry when the journal cannot be used.</param>
    public JournalEntry? Own(MaintenancePlan wish, Func<string, JournalEntry> otherwise)
    {
        try
        {
            return journal.Read() is { } entry && entry.Plan.Id == wish.Id ? entry with { Owner = owner } : null;
        }
        catch (MaintenanceException unusable)
        {
            // Damaged on the way. What is owed has a file of its own.
            Attempt(journal.SetAside);
            return otherwise(unusable.Message);
        }
        catch (Exception unread) when (IsOfFiles(unread))
        {
            return otherwise(unread.Message);
        }
    }

    private static bool IsLacking(IEnumerable<InstanceOutcome> outcomes) =>
        outcomes.Any(outcome => outcome is { Step: LifecycleStep.Release or LifecycleStep.Start, Result: StepResult.Failed });

    private static bool IsHeld(IEnumerable<InstanceOutcome> outcomes) =>
        outcomes.Any(outcome => outcome is { Step: LifecycleStep.Release, Result: StepResult.Failed });

    private bool Attempt(Action change)
    {
        try
        {
            change();
            return true;
        }
        catch (Exception failed) when (IsOfFiles(failed) || failed is MaintenanceException)
        {
            report(failed.Message);
            return false;
        }
    }

    /// <summary>Whether it failed because of a file, and not because of what the file says.</summary>
    public static bool IsOfFiles(Exception failure) => failure is IOException or UnauthorizedAccessException or InstanceException;
}
