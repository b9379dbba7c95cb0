namespace Octopus.Manager.Live;

/// <summary>How often the Manager looks while a window is open.</summary>
public static class Pace
{
    /// <summary>From the end of one look at the instances to the next.</summary>
    public static readonly TimeSpan Instances = TimeSpan.FromSeconds(2);

    /// <summary>The same while a job runs and everything changes.</summary>
    public static readonly TimeSpan InstancesWhileRunning = TimeSpan.FromMilliseconds(500);

    /// <summary>How old the findings of an examination, and what is known of installations, may get.</summary>
    public static readonly TimeSpan Examination = TimeSpan.FromSeconds(15);

    /// <summary>From one look at a log to the next.</summary>
    public static readonly TimeSpan Logs = TimeSpan.FromSeconds(1);
}
