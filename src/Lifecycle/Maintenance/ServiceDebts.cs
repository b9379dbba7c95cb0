using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What a command of this process owes to services that it stops for a while, or is about to start: written down before, so that an installation
/// that begins meanwhile waits for it and then gives back the rest.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="by">What takes it, for people: <c>service --restart</c>.</param>
public sealed class ServiceDebts(MaintenanceMachine machine, string by)
{
    private readonly JournalOwner _owner = JournalOwner.Current(machine.Processes);
    private readonly HashSet<string> _services = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Owes services what they shall be, unless an installation is in progress. What a service is owed by this process already stays.
    /// </summary>
    /// <param name="states">The services, each as it shall be again.</param>
    /// <param name="attempt">What is refused, as the beginning of a sentence.</param>
    /// <exception cref="MaintenanceInProgressException">An installation is in progress. Nothing was written.</exception>
    public void Owe(IReadOnlyCollection<InstanceState> states, string attempt)
    {
        if (Unwritten(states) is { Count: > 0 } owed)
            machine.Journal.Owe(owed, other => other.IsAlive(machine.Processes), attempt);
    }

    /// <summary>The same for services that are only started: none of them stays down because a file could not be read or written.</summary>
    /// <inheritdoc cref="Owe" path="/param|/exception"/>
    /// <returns>Why it could not be written down, as a sentence; <see langword="null"/> when it was.</returns>
    public string? TryOwe(IReadOnlyCollection<InstanceState> states, string attempt)
    {
        try
        {
            Owe(states, attempt);
            return null;
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException or InstanceException)
        {
            // That may have been before the journal was asked.
            if (machine.Journal.Read() is { } entry && entry.Owner.IsAlive(machine.Processes))
                throw new MaintenanceInProgressException(attempt, entry.Owner, entry.StopBegan);
            return unwritten.Message;
        }
    }

    /// <summary>
    /// The same as <see cref="Owe"/>, for services that have been made in place of others that are owed something. An installation that is in progress waits.
    /// </summary>
    public void OweInPlace(IReadOnlyCollection<InstanceState> states)
    {
        if (Unwritten(states) is { Count: > 0 } owed)
            machine.Journal.Owe(owed);
    }

    /// <summary>Services have what anybody owed them, but for what others who live are still about to give back.</summary>
    public void Settle(IReadOnlyCollection<string> services) =>
        Settle(services, debt => debt.Owner != _owner && debt.Owner.IsAlive(machine.Processes));

    /// <summary>A person has decided about services: nothing that they were is owed them any more.</summary>
    public void Overrule(IReadOnlyCollection<string> services) => Settle(services, stays: _ => false);

    /// <summary>This process has taken nothing from services, so it owes them nothing. What others owe them stays.</summary>
    public void Drop(IReadOnlyCollection<string> services) => Settle(services, debt => debt.Owner != _owner);

    /// <summary>Nobody does any more about what is still owed by these debts. What others in this process owe stays theirs.</summary>
    public void Abandon()
    {
        if (_services.Count > 0)
            machine.Journal.Abandon(_owner, _services);
    }

    private void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays)
    {
        if (services.Count > 0)
            machine.Journal.Settle(services, stays);
    }

    private List<OwedState> Unwritten(IReadOnlyCollection<InstanceState> states)
    {
        // Who owes nothing does not depend on a file.
        if (states.Count == 0)
            return [];
        var written = new HashSet<string>(
            machine.Journal.ReadOwed().Where(debt => debt.Owner == _owner).Select(debt => debt.State.Service), StringComparer.OrdinalIgnoreCase);
        var now = machine.Time.GetUtcNow();
        List<OwedState> owed = [.. states.Where(state => !written.Contains(state.Service)).Select(state => new OwedState(state, by, now, _owner, IsHeld: false))];
        _services.UnionWith(owed.Select(debt => debt.State.Service));
        return owed;
    }
}
