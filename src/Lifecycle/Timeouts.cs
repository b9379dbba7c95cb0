namespace Octopus.Lifecycle;

/// <summary>Every wait of the engine, with its bound.</summary>
public static class Timeouts
{
    /// <summary>How long a service may take to stop before it is terminated. The default of STOPTIMEOUT.</summary>
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(180);

    /// <summary>How long a service may take to start. The default of STARTTIMEOUT.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(120);

    /// <summary>How often a service whose process goes on is looked at, which may have stopped all the same.</summary>
    public static readonly TimeSpan StopLook = TimeSpan.FromSeconds(5);

    /// <summary>How long a process may outlive its stopped service, or its own termination.</summary>
    public static readonly TimeSpan ProcessExit = TimeSpan.FromSeconds(15);

    /// <summary>How long Windows may keep an executable open after its last process has gone.</summary>
    public static readonly TimeSpan FileRelease = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an installation waits for commands of ours that have stopped something for a while: far more than a stop and a start
    /// usually take. Nothing is down meanwhile that was not before.
    /// </summary>
    public static readonly TimeSpan OtherCommand = TimeSpan.FromMinutes(3);

    /// <summary>How often it looks whether they have finished.</summary>
    public static readonly TimeSpan CommandLook = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the guard of an installation may take to end when it is told to.</summary>
    public static readonly TimeSpan GuardEnd = TimeSpan.FromSeconds(5);

    /// <summary>How often the guard looks whether the installation it watches over is still the same.</summary>
    public static readonly TimeSpan GuardLook = TimeSpan.FromSeconds(30);

    /// <summary>How long the guard waits for processes that a dead installer has started.</summary>
    public static readonly TimeSpan InstallerEnd = TimeSpan.FromMinutes(5);

    /// <summary>How long the guard waits before it tries again to bring back what did not come; twice as long each further time.</summary>
    public static readonly TimeSpan FirstGuardPause = TimeSpan.FromMinutes(1);

    /// <summary>The longest that the guard waits before it tries again.</summary>
    public static readonly TimeSpan LongestGuardPause = TimeSpan.FromHours(1);

    /// <summary>How long a program of ours that is asked to end may take before it is terminated.</summary>
    public static readonly TimeSpan EndRequest = TimeSpan.FromSeconds(10);

    /// <summary>How long an instance may take to answer the question for its health once.</summary>
    public static readonly TimeSpan HealthAnswer = TimeSpan.FromSeconds(5);

    /// <summary>How often an instance that is not healthy yet is asked again.</summary>
    public static readonly TimeSpan HealthRetry = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after the machine has started the watchdog leaves its automatic services to Windows.</summary>
    public static readonly TimeSpan AutomaticStart = TimeSpan.FromMinutes(2);

    /// <summary>The same for those with a delayed start: Windows begins with them after two minutes and takes its time.</summary>
    public static readonly TimeSpan DelayedStart = TimeSpan.FromMinutes(10);

    /// <summary>How long the watchdog waits before it starts an instance a second time; twice as long each further time.</summary>
    public static readonly TimeSpan FirstRestartPause = TimeSpan.FromMinutes(1);

    /// <summary>The longest that the watchdog waits before it tries again.</summary>
    public static readonly TimeSpan LongestRestartPause = TimeSpan.FromHours(1);

    /// <summary>How long an instance must run for the watchdog to forget that it has failed.</summary>
    public static readonly TimeSpan RestartForgotten = TimeSpan.FromHours(1);

    /// <summary>How long a deleted service may stay before somebody else is taken to hold it open.</summary>
    public static readonly TimeSpan ServiceRemoval = TimeSpan.FromSeconds(2);

    /// <summary>How often a deleted service is looked at until it has gone.</summary>
    public static readonly TimeSpan RemovalLook = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a start is asked for again while the manager is starting another service.</summary>
    public static readonly TimeSpan BusyRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a file that should be free is tried again.</summary>
    public static readonly TimeSpan FileRetry = TimeSpan.FromMilliseconds(100);
}
