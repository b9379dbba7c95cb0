namespace Octopus.Services;

/// <summary>What a service is doing; the numbers are those of <c>SERVICE_STATUS.dwCurrentState</c>.</summary>
public enum ServiceState
{
    /// <summary>Not running.</summary>
    Stopped = 1,
    /// <summary>Starting.</summary>
    StartPending = 2,
    /// <summary>Stopping.</summary>
    StopPending = 3,
    /// <summary>Running.</summary>
    Running = 4,
    /// <summary>Continuing after a pause.</summary>
    ContinuePending = 5,
    /// <summary>Pausing.</summary>
    PausePending = 6,
    /// <summary>Paused.</summary>
    Paused = 7,
}
