namespace Octopus.Lifecycle.Watch;

/// <summary>What the watchdog makes of an instance's service.</summary>
public enum WatchVerdict
{
    /// <summary>It runs.</summary>
    Runs,
    /// <summary>It is starting, stopping or pausing. The next round looks again.</summary>
    Changing,
    /// <summary>Somebody paused it.</summary>
    Paused,
    /// <summary>It is disabled.</summary>
    Disabled,
    /// <summary>Somebody stopped it, with this product, Windows or any other program, and it did so without an error; or with this product, however it ended.</summary>
    StoppedOnPurpose,
    /// <summary>It has not run since the machine started, and does so only when somebody asks.</summary>
    StartedByHand,
    /// <summary>It starts with the machine, and Windows may still be about to do that.</summary>
    TooEarly,
    /// <summary>It ended with an error, or its process died. It is to be started.</summary>
    Failed,
    /// <summary>It should have started with the machine and has not. It is to be started.</summary>
    NotStarted,
}
