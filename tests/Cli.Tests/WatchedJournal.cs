using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Cli;

/// <summary>A journal, with something that happens each time just before somebody owes something.</summary>
/// <param name="inner">The journal.</param>
/// <param name="owing">Given what will be owed.</param>
internal sealed class WatchedJournal(IJournal inner, Action<IReadOnlyCollection<OwedState>> owing) : IJournal
{
    public JournalEntry? Read() => inner.Read();

    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open) =>
        inner.Open(owner, isAlive, damaged, open);

    public void Write(JournalEntry entry) => inner.Write(entry);

    public void Close(LastRun result) => inner.Close(result);

    public bool WhileClosed(Action act) => inner.WhileClosed(act);

    public LastRun? ReadLastRun() => inner.ReadLastRun();

    public void SetAside() => inner.SetAside();

    public IReadOnlyList<OwedState> ReadOwed() => inner.ReadOwed();

    public void Owe(IReadOnlyCollection<OwedState> owed)
    {
        owing(owed);
        inner.Owe(owed);
    }

    public void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt)
    {
        owing(owed);
        inner.Owe(owed, isAlive, attempt);
    }

    public void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null) => inner.Settle(services, stillOwed);

    public void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays) => inner.Settle(services, stays);

    public void Abandon(JournalOwner owner, IReadOnlyCollection<string> services) => inner.Abandon(owner, services);
}
