namespace Octopus.Lifecycle.Watch;

/// <summary>
/// How long the watchdog waits before it starts the same instance again: after the first time one minute, then twice as long each
/// time, an hour at most. An hour of running makes it forget.
/// </summary>
internal sealed class RestartPause(TimeProvider time)
{
    private long _started;
    private long? _runsSince;

    /// <summary>How often it was started since it last ran for an hour.</summary>
    public int Starts { get; private set; }

    /// <summary>How long after the last start the next one may be.</summary>
    public TimeSpan Length
    {
        get
        {
            var length = TimeSpan.FromTicks(Timeouts.FirstRestartPause.Ticks << Math.Min(Math.Max(Starts - 1, 0), 16));
            return Starts == 0 ? TimeSpan.Zero : length < Timeouts.LongestRestartPause ? length : Timeouts.LongestRestartPause;
        }
    }

    /// <summary>Whether it may be started now.</summary>
    public bool IsOver => Starts == 0 || time.GetElapsedTime(_started) >= Length;

    /// <summary>It is being started.</summary>
    public void Start()
    {
        Starts++;
        _started = time.GetTimestamp();
        _runsSince = null;
    }

    /// <summary>It has been looked at.</summary>
    public void See(bool runs)
    {
        if (!runs)
            _runsSince = null;
        else if (_runsSince is not { } since)
            _runsSince = time.GetTimestamp();
        else if (time.GetElapsedTime(since) >= Timeouts.RestartForgotten)
            Starts = 0;
    }
}
