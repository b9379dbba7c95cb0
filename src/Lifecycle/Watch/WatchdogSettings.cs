namespace Octopus.Lifecycle.Watch;

/// <summary>How the watchdog of this machine watches.</summary>
/// <param name="Interval">Minutes from the end of a round to the next, from <see cref="ShortestInterval"/> to <see cref="LongestInterval"/>.</param>
/// <param name="Scope">The instances that it watches.</param>
public sealed record WatchdogSettings(int Interval, WatchScope Scope)
{
    /// <summary>The interval when none is chosen, in minutes.</summary>
    public const int DefaultInterval = 5;

    /// <summary>The shortest interval, in minutes.</summary>
    public const int ShortestInterval = 1;

    /// <summary>The longest interval, in minutes: a day.</summary>
    public const int LongestInterval = 1440;

    /// <summary>Whether minutes can be an interval.</summary>
    public static bool IsInterval(int minutes) => minutes is >= ShortestInterval and <= LongestInterval;
}
