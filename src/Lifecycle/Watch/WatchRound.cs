using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Lifecycle.Watch;

/// <summary>
/// The rounds of a watchdog that remembers: an instance that fails again and again is started less and less often, and nothing is told
/// twice.
/// </summary>
/// <param name="watch">Looks and starts.</param>
/// <param name="events">Where administrators look.</param>
/// <param name="time">The clock.</param>
public sealed class WatchRound(InstanceWatch watch, IEventLog events, TimeProvider time)
{
    /// <summary>How many rounds one after the other an instance may run without being healthy before that is told.</summary>
    public const int PatienceWithSilence = 3;

    private readonly WatchNews _news = new(events);
    private readonly Dictionary<string, Memory> _memories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks once, and starts what needs it and is not to wait. No instance keeps another from being looked after.</summary>
    /// <param name="scope">The instances to watch.</param>
    /// <param name="cancellation">Ends the waiting; what was asked to start goes on starting.</param>
    /// <exception cref="ServiceException">The service control manager refused to be looked at.</exception>
    public async Task Run(WatchScope scope, CancellationToken cancellation)
    {
        var survey = watch.Look(scope);
        _news.OfObstacles(Obstacles(survey));
        if (survey.Standstill is not null)
            return;

        Forget(survey.Findings);
        watch.Forget(survey.Findings.Where(finding => finding.Verdict == WatchVerdict.Runs));
        foreach (var finding in survey.Findings)
            See(finding);
        await Start([.. survey.Findings.Where(finding => finding.NeedsStart && Of(finding).Pause.IsOver)], cancellation).ConfigureAwait(false);
        await Task.WhenAll(survey.Findings.Where(finding => finding.Verdict == WatchVerdict.Runs).Select(finding => Ask(finding, cancellation))).ConfigureAwait(false);
    }

    /// <summary>Tells that there was no round, once for as long as it stays so.</summary>
    /// <param name="obstacle">Why, as a sentence.</param>
    public void Skip(string obstacle) => _news.OfObstacles([obstacle]);

    // An installation in progress is no news: it tells of itself.
    private static List<string> Obstacles(WatchSurvey survey) =>
    [
        .. survey.Standstill is { IsInterrupted: true } standstill ? [standstill.Reason] : Array.Empty<string>(),
        .. survey.Missing.Select(name =>
            $"The watchdog is to watch instance '{name}', which has no service. Install it with: service --install --instance \"{name}\"; or name the others with: watchdog create --instances."),
    ];

    private async Task Start(List<WatchFinding> due, CancellationToken cancellation)
    {
        // Before they are asked: an attempt that is cut short was one.
        due.ForEach(finding => Of(finding).Pause.Start());
        try
        {
            foreach (var outcome in await watch.Start(due, _ => { }, cancellation).ConfigureAwait(false))
            {
                var finding = due.Find(started => started.State.Service == outcome.Service)!;
                _news.OfStart(finding, outcome, Of(finding).Pause);
            }
        }
        catch (MaintenanceInProgressException)
        {
            // It has begun since they were looked at. It tells of itself, and the next round finds it in progress, or over.
        }
    }

    private async Task Ask(WatchFinding finding, CancellationToken cancellation)
    {
        var problem = await watch.AskForHealth(finding, cancellation).ConfigureAwait(false);
        lock (_memories)
        {
            var memory = Of(finding);
            memory.SilentRounds = problem is null ? 0 : memory.SilentRounds + 1;
            _news.OfHealth(finding, memory.SilentRounds, problem);
        }
    }

    private void See(WatchFinding finding)
    {
        var memory = Of(finding);
        memory.Pause.See(finding.Verdict == WatchVerdict.Runs);
        if (memory.Pause.Starts == 0)
            _news.OfRecovery(finding);
        if (finding.Verdict != WatchVerdict.Runs)
        {
            memory.SilentRounds = 0;
            _news.OfHealth(finding, 0, null);
        }
    }

    private void Forget(IReadOnlyList<WatchFinding> findings)
    {
        foreach (var gone in _memories.Keys.Where(service => !findings.Any(finding => finding.State.Service.Equals(service, StringComparison.OrdinalIgnoreCase))).ToList())
            _memories.Remove(gone);
    }

    private Memory Of(WatchFinding finding)
    {
        if (!_memories.TryGetValue(finding.State.Service, out var memory))
            _memories.Add(finding.State.Service, memory = new(new(time)));
        return memory;
    }

    private sealed record Memory(RestartPause Pause)
    {
        public int SilentRounds { get; set; }
    }
}
