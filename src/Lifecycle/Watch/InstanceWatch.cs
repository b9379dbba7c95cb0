using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Lifecycle.Watch;

/// <summary>Looks at the instances of one executable and starts those that need it, once.</summary>
/// <param name="machine">The machine.</param>
/// <param name="executable">Full path of the executable.</param>
/// <param name="uptime">How long the machine has been running.</param>
public sealed class InstanceWatch(MaintenanceMachine machine, string executable, Func<TimeSpan> uptime)
{
    private readonly StopNotes _notes = new(machine.Protection);

    /// <summary>Looks, and changes nothing. While an installation is in progress, or interrupted, it looks at no instance.</summary>
    /// <exception cref="ServiceException">The service control manager refused.</exception>
    public WatchSurvey Look(WatchScope scope)
    {
        if (Standstill() is { } standstill)
            return new(standstill, [], []);

        var now = uptime();
        var found = new InstanceDiscovery(machine.Services, machine.Files).Discover([executable]).Ours;
        // Not one by one: what one of them refuses to tell would end the round for all.
        var services = machine.Services.List().ToDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase);
        var findings = new List<WatchFinding>();
        foreach (var state in found.Where(state => scope.Covers(state.Instance)))
        {
            // Deleted or hidden since: there is nothing to watch any more.
            if (services.TryGetValue(state.Service, out var service) && !service.IsHidden)
                findings.Add(new(state with { State = service.State, StartType = service.StartType, ProcessId = service.ProcessId }, Judge(service, now), service.ExitCode));
        }

        return new(null, findings, [.. scope.Names.Where(name => !scope.IsAll && !found.Any(state => InstanceName.IsSame(state.Instance, name)))]);
    }

    /// <summary>Starts instances, all at once, each with its own outcome. One that answers with any version is healthy.</summary>
    /// <param name="findings">The instances.</param>
    /// <param name="report">Called for each outcome as it comes, from any thread, one call at a time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="MaintenanceInProgressException">An installation has begun since they were looked at. Nothing was started.</exception>
    public async Task<IReadOnlyList<InstanceOutcome>> Start(IReadOnlyCollection<WatchFinding> findings, Action<InstanceOutcome> report, CancellationToken cancellation)
    {
        if (findings.Count == 0)
            return [];
        var states = findings.Select(finding => finding.State).ToList();
        // Or an installation that begins now takes for stopped what is about to run.
        var debts = new ServiceDebts(machine, "watchdog");
        Book(() => debts.Owe([.. states.Select(state => state with { State = ServiceState.Running })], "Nothing is started"));
        IReadOnlyList<InstanceOutcome> outcomes = [];
        try
        {
            outcomes = await machine.Engine.Start(states, Timeouts.Start, null, report, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Book(() => debts.Settle([.. outcomes.Where(outcome => outcome.State == ServiceState.Running).Select(outcome => outcome.Service)]));
            Book(() => debts.Drop([.. states.Select(state => state.Service)]));
        }

        return outcomes;
    }

    /// <summary>What is wrong with an instance that runs, as a sentence; <see langword="null"/> when it answers as it should.</summary>
    public Task<string?> AskForHealth(WatchFinding finding, CancellationToken cancellation) =>
        machine.Engine.AskForHealth(finding.State, cancellation);

    /// <summary>What runs has been started since somebody had it terminated: should it fail now, it is to be started again.</summary>
    public void Forget(IEnumerable<WatchFinding> running)
    {
        foreach (var finding in running)
            _notes.Remove(finding.State.Service);
    }

    private WatchVerdict Judge(Service service, TimeSpan now) => WatchRule.Judge(service, now) is var verdict && verdict == WatchVerdict.Failed && _notes.Has(service.Name)
        ? WatchVerdict.StoppedOnPurpose
        : verdict;

    // The journal and not the public notice, which everybody can hold open or keep from being taken down.
    private WatchStandstill? Standstill()
    {
        if (Journal() is not { } entry)
            return null;
        return entry.Owner.IsAlive(machine.Processes)
            ? new(false, new MaintenanceInProgressException("Nothing is started", entry.Owner, entry.StopBegan).Message)
            : new(true, $"Nothing is started: an installation of version {entry.Plan.Version} that began {entry.StopBegan:u} was interrupted and has left services disabled. Bring every instance back with: maintenance recover.");
    }

    private JournalEntry? Journal()
    {
        JournalEntry? entry = null;
        Book(() => entry = machine.Journal.Read());
        return entry;
    }

    // A journal that cannot be used is found by the next installation, by doctor and by whoever asks for the status. It keeps nothing that
    // has failed from being started: while files change it is the start type that does.
    private static void Book(Action entry)
    {
        try
        {
            entry();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InstanceException or MaintenanceException and not MaintenanceInProgressException)
        {
        }
    }
}
