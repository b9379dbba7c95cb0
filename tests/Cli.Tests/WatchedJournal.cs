using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>A journal, with something that happens each time just before somebody owes something.</summary>
/// <param name="inner">The journal.</param>
/// <param name="owing">Given what will be owed.</param>
internal sealed class WatchedJournal(IJournal inner, Action<IReadOnlyCollection<OwedState>> owing) : PassingJournal(inner)
{
    public override void Owe(IReadOnlyCollection<OwedState> owed)
    {
        owing(owed);
        base.Owe(owed);
    }

    public override void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt)
    {
        owing(owed);
        base.Owe(owed, isAlive, attempt);
    }
}
