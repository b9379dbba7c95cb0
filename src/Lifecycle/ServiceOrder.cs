namespace Octopus.Lifecycle;

/// <summary>
/// Which of several services wait for which others: what depends on a service stops before it and starts after it. The watchdog stops
/// before and starts after everything. Services without a tie wait for nobody.
/// </summary>
internal sealed class ServiceOrder
{
    private readonly Dictionary<string, InstanceState> _states;
    private readonly Dictionary<string, int> _ranks = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, InstanceState> _needing;
    private readonly List<string> _watchdogs;

    public ServiceOrder(IReadOnlyList<InstanceState> states)
    {
        _states = states.ToDictionary(state => state.Service, StringComparer.OrdinalIgnoreCase);
        _needing = states
            .SelectMany(state => state.DependsOn.Distinct(StringComparer.OrdinalIgnoreCase).Select(needed => (Needed: needed, State: state)))
            .ToLookup(tie => tie.Needed, tie => tie.State, StringComparer.OrdinalIgnoreCase);
        _watchdogs = [.. states.Where(state => state.IsWatchdog).Select(state => state.Service)];
        foreach (var state in states)
            Rank(state, []);
    }

    /// <summary>The services that this one needs.</summary>
    public IEnumerable<string> NeededBy(InstanceState state) =>
        state.DependsOn.Where(needed => _states.ContainsKey(needed) && _ranks[needed] < _ranks[state.Service]);

    /// <summary>The services that need this one.</summary>
    public IEnumerable<string> Needing(InstanceState state) =>
        _needing[state.Service].Select(other => other.Service).Where(other => _ranks[other] > _ranks[state.Service]);

    /// <summary>Those that only go before it when services stop: the watchdog, which would start what has stopped.</summary>
    public IEnumerable<string> WatchdogsOver(InstanceState state) => state.IsWatchdog ? [] : _watchdogs;

    /// <summary>Those that only go before it when services start: all others, for the watchdog.</summary>
    public IEnumerable<string> WatchedBy(InstanceState state) => state.IsWatchdog ? _states.Values.Where(other => !other.IsWatchdog).Select(other => other.Service) : [];

    // Lower ranks are needed by higher ones. Windows refuses circles; should there be one all the same, the service that closes it
    // has no rank yet when it is looked at, and the tie is left out instead of two services waiting for each other.
    private void Rank(InstanceState state, HashSet<string> path)
    {
        if (_ranks.ContainsKey(state.Service) || !path.Add(state.Service))
            return;
        foreach (var needed in state.DependsOn)
        {
            if (_states.TryGetValue(needed, out var other))
                Rank(other, path);
        }

        _ranks[state.Service] = _ranks.Count;
    }
}
