namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// A place in the installation where the package with test points calls this program back, to fail there or to hold until it is
/// released (tests/E2E/Packages/TestPoints).
/// </summary>
internal sealed class TestPoint : IDisposable
{
    public const string Option = "--test-point";

    private const string Fail = "fail";
    private const string Hold = "hold";
    private const string HoldAndFail = "hold-and-fail";
    private const string ReachedEvent = @"Global\Octopus E2E reached";
    private const string ReleasedEvent = @"Global\Octopus E2E released";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EventWaitHandle _reached = new(initialState: false, EventResetMode.ManualReset, ReachedEvent);
    private readonly EventWaitHandle _released = new(initialState: false, EventResetMode.ManualReset, ReleasedEvent);

    /// <summary>What the installer is told so that it fails at the place.</summary>
    public static string[] FailAt(Place place) => Properties(place, Fail);

    /// <summary>What the installer is told so that it holds at the place.</summary>
    public static string[] HoldAt(Place place) => Properties(place, Hold);

    /// <summary>What the installer is told so that it holds at the place and fails when it is released.</summary>
    public static string[] HoldAndFailAt(Place place) => Properties(place, HoldAndFail);

    /// <summary>What this program does when the installer calls it.</summary>
    public static int Act(string action) => action switch
    {
        Fail => 1,
        Hold => HoldHere() ? 0 : 1,
        HoldAndFail => HoldHere() ? 1 : throw new TimeoutException("Nobody has released the test point."),
        _ => throw new ArgumentException($"'{action}' is nothing a test point does."),
    };

    /// <summary>Waits until the installation is there.</summary>
    public void WaitUntilReached(RunningInstallation installation)
    {
        using var ended = new ProcessEnd(installation.Process);
        if (WaitHandle.WaitAny([_reached, ended], Patience) != 0)
            throw new AssertFailedException($"The installation has not come to the test point. Its log: {installation.Log}");
    }

    /// <summary>Lets the installation go on.</summary>
    public void Release() => _released.Set();

    public void Dispose()
    {
        Release();
        _reached.Dispose();
        _released.Dispose();
    }

    private static bool HoldHere()
    {
        using var released = EventWaitHandle.OpenExisting(ReleasedEvent);
        using var reached = EventWaitHandle.OpenExisting(ReachedEvent);
        reached.Set();
        return released.WaitOne(Patience);
    }

    private static string[] Properties(Place place, string action) =>
    [
        $"TESTPOINT={place}",
        $"TESTACTION={action}",
        $"TESTPROGRAM={Environment.ProcessPath}",
    ];

    private sealed class ProcessEnd : WaitHandle
    {
        public ProcessEnd(System.Diagnostics.Process process) =>
            SafeWaitHandle = new(process.SafeHandle.DangerousGetHandle(), ownsHandle: false);
    }
}

/// <summary>The places the package with test points knows, in the order of an upgrade.</summary>
internal enum Place
{
    /// <summary>Every instance has stopped.</summary>
    AfterStop,
    /// <summary>The old version has been removed.</summary>
    AfterRemove,
    /// <summary>The new files are there.</summary>
    AfterFiles,
    /// <summary>What ran has been started.</summary>
    AfterStart,
    /// <summary>Everything has been done and nothing is final.</summary>
    BeforeCommit,
}
