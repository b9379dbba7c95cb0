using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Support;

/// <summary>A journal one of whose calls fails: the n-th of all, or every one of them from there on.</summary>
/// <param name="inner">The journal.</param>
/// <param name="call">The number of the call, from 0.</param>
/// <param name="forGood">Whether all calls after it fail too, as when somebody holds the file or the disk is full.</param>
/// <param name="writesOnly">Whether only what writes counts and fails.</param>
public sealed class FailingJournal(IJournal inner, int call, bool forGood, bool writesOnly) : IJournal
{
    private int calls;

    /// <summary>How many calls there were.</summary>
    public int Calls => calls;

    public JournalEntry? Read() => Look(inner.Read);

    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open) =>
        Change(() => inner.Open(owner, isAlive, damaged, open));

    public void Write(JournalEntry entry) => Change(() => inner.Write(entry));

    public void Close(LastRun result) => Change(() => inner.Close(result));

    public bool WhileClosed(Action act) => Look(() => inner.WhileClosed(act));

    public LastRun? ReadLastRun() => inner.ReadLastRun();

    public void SetAside() => Change(inner.SetAside);

    public IReadOnlyList<OwedState> ReadOwed() => Look(inner.ReadOwed);

    public void Owe(IReadOnlyCollection<OwedState> owed) => Change(() => inner.Owe(owed));

    public void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt) =>
        Change(() => inner.Owe(owed, isAlive, attempt));

    public void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null) =>
        Change(() => inner.Settle(services, stillOwed));

    public void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays) => Change(() => inner.Settle(services, stays));

    public void Abandon(JournalOwner owner, IReadOnlyCollection<string> services) => Change(() => inner.Abandon(owner, services));

    private T Look<T>(Func<T> look)
    {
        if (!writesOnly)
            Count();
        return look();
    }

    private void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    private T Change<T>(Func<T> change)
    {
        Count();
        return change();
    }

    private void Count()
    {
        var number = calls++;
        if (number == call || (forGood && number > call))
            throw (number % 3) switch
            {
                0 => new IOException("The disk is full."),
                1 => new UnauthorizedAccessException("The file is read-only."),
                _ => new InstanceException(InstanceError.Busy, "Another program has been changing the folder."),
            };
    }
}
