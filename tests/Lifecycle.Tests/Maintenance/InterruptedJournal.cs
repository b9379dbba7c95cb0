using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>A journal that somebody changes just before a command settles what it owes, or just before the guard is taken away.</summary>
/// <param name="inner">The journal.</param>
/// <param name="change">What the other one does before something is settled.</param>
/// <param name="begin">What the other one does before the guard goes.</param>
internal sealed class InterruptedJournal(IJournal inner, Action? change = null, Action? begin = null) : IJournal
{
    public JournalEntry? Read() => inner.Read();

    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open) =>
        inner.Open(owner, isAlive, damaged, open);

    public void Write(JournalEntry entry) => inner.Write(entry);

    public void Close(LastRun result) => inner.Close(result);

    public bool WhileClosed(Action act)
    {
        begin?.Invoke();
        return inner.WhileClosed(act);
    }

    public LastRun? ReadLastRun() => inner.ReadLastRun();

    public void SetAside() => inner.SetAside();

    public IReadOnlyList<OwedState> ReadOwed() => inner.ReadOwed();

    public void Owe(IReadOnlyCollection<OwedState> owed) => inner.Owe(owed);

    public void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt) => inner.Owe(owed, isAlive, attempt);

    public void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null)
    {
        change?.Invoke();
        inner.Settle(services, stillOwed);
    }

    public void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays)
    {
        change?.Invoke();
        inner.Settle(services, stays);
    }

    public void Abandon(JournalOwner owner, IReadOnlyCollection<string> services) => inner.Abandon(owner, services);
}
