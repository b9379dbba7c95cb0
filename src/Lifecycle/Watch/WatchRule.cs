using Octopus.Services;

namespace Octopus.Lifecycle.Watch;

/// <summary>
/// Which services the watchdog starts: what failed, and what should have started with the machine. What somebody stopped, paused or
/// disabled stays as it is.
/// </summary>
public static class WatchRule
{
    /// <summary>Looks at one service.</summary>
    /// <param name="service">The service as it is now.</param>
    /// <param name="uptime">How long the machine has been running.</param>
    public static WatchVerdict Judge(Service service, TimeSpan uptime) => service switch
    {
        { State: ServiceState.Running } => WatchVerdict.Runs,
        { State: ServiceState.Paused } => WatchVerdict.Paused,
        { State: not ServiceState.Stopped } => WatchVerdict.Changing,
        { StartType: StartType.Disabled } => WatchVerdict.Disabled,
        { End: ServiceEnd.Asked } => WatchVerdict.StoppedOnPurpose,
        { End: ServiceEnd.Failed } => WatchVerdict.Failed,
        { StartType: StartType.Automatic } => uptime < Timeouts.AutomaticStart ? WatchVerdict.TooEarly : WatchVerdict.NotStarted,
        { StartType: StartType.AutomaticDelayed } => uptime < Timeouts.DelayedStart ? WatchVerdict.TooEarly : WatchVerdict.NotStarted,
        _ => WatchVerdict.StartedByHand,
    };
}
