using System.Globalization;

namespace Octopus.Lifecycle.Watch;

/// <summary>One instance as the watchdog sees it.</summary>
/// <param name="State">The instance.</param>
/// <param name="Verdict">What the watchdog makes of it.</param>
/// <param name="ExitCode">The exit code of its service; see <see cref="Services.Service.ExitCode"/>.</param>
public sealed record WatchFinding(InstanceState State, WatchVerdict Verdict, int ExitCode)
{
    /// <summary>Whether it is to be started.</summary>
    public bool NeedsStart => Verdict is WatchVerdict.Failed or WatchVerdict.NotStarted;

    /// <summary>The verdict as half a sentence for people.</summary>
    public string Reason => Verdict switch
    {
        WatchVerdict.Runs => "runs",
        WatchVerdict.Changing => "is on its way to another state",
        WatchVerdict.Paused => "is paused",
        WatchVerdict.Disabled => "is disabled",
        WatchVerdict.StoppedOnPurpose => "was stopped on purpose",
        WatchVerdict.StartedByHand => "is started by hand only",
        WatchVerdict.TooEarly => "starts with the machine, which has only just started",
        WatchVerdict.Failed => string.Format(CultureInfo.InvariantCulture, "ended with exit code {0}", ExitCode),
        _ => "has not started with the machine",
    };
}
