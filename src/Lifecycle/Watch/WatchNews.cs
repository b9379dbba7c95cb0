using Octopus.Services;

namespace Octopus.Lifecycle.Watch;

/// <summary>Tells administrators what the watchdog meets, in the event log, each thing once and not in every round.</summary>
/// <param name="events">The event log.</param>
internal sealed class WatchNews(IEventLog events)
{
    // The numbers are documented in docs/administration.md and never change.
    private const int Started = 6;
    private const int GivesWay = 7;
    private const int Unhealthy = 8;
    private const int CannotWatch = 9;

    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An instance was started, or was tried to be.</summary>
    /// <param name="finding">Why.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="pause">How often that was, and how long the next one waits.</param>
    public void OfStart(WatchFinding finding, InstanceOutcome outcome, RestartPause pause)
    {
        var what = $"Instance '{finding.State.Instance}' {finding.Reason}, so the watchdog started it: {outcome}";
        if (pause.Starts == 1)
            events.Write(outcome.HasFailed ? EventSeverity.Error : EventSeverity.Warning, Started, what);
        if (pause.Length >= Timeouts.LongestRestartPause)
        {
            Once(
                $"gives way {finding.State.Service}", EventSeverity.Error, GivesWay,
                $"{what}{Environment.NewLine}That was {pause.Starts} times, and it never ran for long. From now on the watchdog tries once every {Timeouts.LongestRestartPause.TotalMinutes:0} minutes. The log of the instance says why it ends.");
        }
    }

    /// <summary>An instance has run for long enough for its troubles to be over.</summary>
    public void OfRecovery(WatchFinding finding) => _told.Remove($"gives way {finding.State.Service}");

    /// <summary>How often an instance that runs has not been healthy, one round after the other.</summary>
    public void OfHealth(WatchFinding finding, int rounds, string? problem)
    {
        var key = $"unhealthy {finding.State.Service}";
        if (problem is null)
            _told.Remove(key);
        else if (rounds >= WatchRound.PatienceWithSilence)
            Once(key, EventSeverity.Warning, Unhealthy, $"{problem} The watchdog has asked {rounds} times and leaves it alone: it may be at work.");
    }

    /// <summary>Everything that keeps the watchdog from its work in this round. What is no longer among it may be told again.</summary>
    public void OfObstacles(IReadOnlyCollection<string> obstacles)
    {
        const string prefix = "obstacle ";
        _told.RemoveWhere(key => key.StartsWith(prefix, StringComparison.Ordinal) && !obstacles.Contains(key.Substring(prefix.Length)));
        foreach (var obstacle in obstacles)
            Once(prefix + obstacle, EventSeverity.Warning, CannotWatch, obstacle);
    }

    private void Once(string key, EventSeverity severity, int id, string text)
    {
        if (_told.Add(key))
            events.Write(severity, id, text);
    }
}
