using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Support;

/// <summary>Hands everything on; the basis of journals that something happens to.</summary>
public abstract class PassingJournal(IJournal inner) : IJournal
{
    public JournalEntry? Read() => inner.Read();

    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open) =>
        inner.Open(owner, isAlive, damaged, open);

    public void Write(JournalEntry entry) => inner.Write(entry);

    public void Close(LastRun result) => inner.Close(result);

    public virtual bool WhileClosed(Action act) => inner.WhileClosed(act);

    public LastRun? ReadLastRun() => inner.ReadLastRun();

    public void SetAside() => inner.SetAside();

    public IReadOnlyList<OwedState> ReadOwed() => inner.ReadOwed();

    public virtual void Owe(IReadOnlyCollection<OwedState> owed) => inner.Owe(owed);

    public virtual void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt) => inner.Owe(owed, isAlive, attempt);

    public virtual void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null) => inner.Settle(services, stillOwed);

    public virtual void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays) => inner.Settle(services, stays);

    public void Abandon(JournalOwner owner, IReadOnlyCollection<string> services) => inner.Abandon(owner, services);
}
