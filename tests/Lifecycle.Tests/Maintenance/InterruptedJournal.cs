using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>A journal that somebody changes just before a command settles what it owes, or just before the guard is taken away.</summary>
/// <param name="inner">The journal.</param>
/// <param name="change">What the other one does before something is settled.</param>
/// <param name="begin">What the other one does before the guard goes.</param>
internal sealed class InterruptedJournal(IJournal inner, Action? change = null, Action? begin = null) : PassingJournal(inner)
{
    public override bool WhileClosed(Action act)
    {
        begin?.Invoke();
        return base.WhileClosed(act);
    }

    public override void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null)
    {
        change?.Invoke();
        base.Settle(services, stillOwed);
    }

    public override void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays)
    {
        change?.Invoke();
        base.Settle(services, stays);
    }
}
