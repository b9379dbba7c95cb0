using CsCheck;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Watch;

[TestClass]
public sealed class WatchRuleTests
{
    private const int Asked = 0;
    private const int NeverStarted = 1077;

    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(1);

    [TestMethod]
    [DataRow(1067, DisplayName = "its process died")]
    [DataRow(1069, DisplayName = "its account cannot log on")]
    [DataRow(1053, DisplayName = "it did not answer while starting")]
    [DataRow(42, DisplayName = "a code of its own")]
    [DataRow(-1, DisplayName = "a code of its own that is negative")]
    public void Service_that_failed_is_started_whoever_started_it(int exitCode)
    {
        foreach (var startType in new[] { StartType.Automatic, StartType.AutomaticDelayed, StartType.Manual })
            Assert.AreEqual(WatchVerdict.Failed, Judge(ServiceState.Stopped, startType, exitCode));
    }

    [TestMethod]
    [DataRow(StartType.Automatic)]
    [DataRow(StartType.AutomaticDelayed)]
    [DataRow(StartType.Manual)]
    public void Service_that_somebody_stopped_stays_stopped(StartType startType) =>
        Assert.AreEqual(WatchVerdict.StoppedOnPurpose, Judge(ServiceState.Stopped, startType, Asked));

    [TestMethod]
    [DataRow(Asked)]
    [DataRow(1067)]
    [DataRow(NeverStarted)]
    public void Service_that_is_disabled_stays_stopped(int exitCode) =>
        Assert.AreEqual(WatchVerdict.Disabled, Judge(ServiceState.Stopped, StartType.Disabled, exitCode));

    [TestMethod]
    [DataRow(StartType.Automatic, WatchVerdict.NotStarted)]
    [DataRow(StartType.AutomaticDelayed, WatchVerdict.NotStarted)]
    [DataRow(StartType.Manual, WatchVerdict.StartedByHand)]
    public void Service_that_never_started_is_started_when_it_starts_with_the_machine(StartType startType, WatchVerdict verdict) =>
        Assert.AreEqual(verdict, Judge(ServiceState.Stopped, startType, NeverStarted));

    [TestMethod]
    [DataRow(StartType.Automatic, 2)]
    [DataRow(StartType.AutomaticDelayed, 10)]
    public void Service_that_starts_with_the_machine_is_left_to_Windows_at_first(StartType startType, int minutes)
    {
        var enough = TimeSpan.FromMinutes(minutes);

        Assert.AreEqual(WatchVerdict.TooEarly, Judge(ServiceState.Stopped, startType, NeverStarted, enough - TimeSpan.FromSeconds(1)));
        Assert.AreEqual(WatchVerdict.NotStarted, Judge(ServiceState.Stopped, startType, NeverStarted, enough));
        Assert.AreEqual(WatchVerdict.Failed, Judge(ServiceState.Stopped, startType, 1067, TimeSpan.Zero), "A failure needs no patience.");
    }

    [TestMethod]
    [DataRow(ServiceState.Running, WatchVerdict.Runs)]
    [DataRow(ServiceState.Paused, WatchVerdict.Paused)]
    [DataRow(ServiceState.PausePending, WatchVerdict.Changing)]
    [DataRow(ServiceState.StartPending, WatchVerdict.Changing)]
    [DataRow(ServiceState.StopPending, WatchVerdict.Changing)]
    [DataRow(ServiceState.ContinuePending, WatchVerdict.Changing)]
    public void Service_that_has_not_stopped_is_left_alone(ServiceState state, WatchVerdict verdict) =>
        Assert.AreEqual(verdict, Judge(state, StartType.Automatic, 1067));

    [TestMethod]
    public void Whatever_a_service_looks_like_only_one_that_is_stopped_and_not_disabled_is_started() =>
        Gen.Select(Gen.Enum<ServiceState>(), Gen.Enum<StartType>(), Gen.OneOf(Gen.Int, Gen.Const(Asked), Gen.Const(NeverStarted)), Gen.Int[0, 5000]).Sample(
            (state, startType, exitCode, minutes) =>
            {
                var verdict = Judge(state, startType, exitCode, TimeSpan.FromMinutes(minutes));
                var finding = new WatchFinding(new("a", "a", "a", state, startType, 0), verdict, exitCode);
                Assert.AreNotEqual("", finding.Reason);
                return !finding.NeedsStart || (state == ServiceState.Stopped && startType != StartType.Disabled && exitCode != Asked);
            },
            iter: 2000);

    private static WatchVerdict Judge(ServiceState state, StartType startType, int exitCode, TimeSpan? uptime = null) =>
        WatchRule.Judge(new("a", state, 0, startType, "", "", exitCode), uptime ?? LongAgo);
}
