using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Our own watchdog is stopped before the first instance and started after the last; in between it would start them again.</summary>
[TestClass, MachineTest]
public sealed class When_the_watchdog_runs
{
    private const string Watchdog = "OctopusDeploy Watchdog Tentacle";

    // One is called like it, and is none.
    private static readonly IReadOnlyList<ArrangedInstance> Instances = [new("Tentacle", Runs: true), new("Watchdog", Runs: true), new("idle", Runs: false, StartType.Manual)];

    private static MsiResult result = null!;
    private static Process watchdog = null!;
    private static List<Process> agents = null!;
    private static CommandResult statusAfter = null!;
    private static CommandResult checkAfter = null!;
    private static ServiceState killedAfter;
    private static ServiceState stoppedAfter;
    private static ServiceState idleAfter;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_watchdog_runs));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        tentacle.Do("watchdog", "create", "--interval", "1");
        watchdog = HeldProcess.Open(ServiceTable.Get(Watchdog).ProcessId);
        agents = [.. Instances.Where(instance => instance.Runs).Select(instance => HeldProcess.Open(ServiceTable.Get(instance.Service).ProcessId))];

        result = msiexec.Install(Package.New);
        statusAfter = tentacle.Try("watchdog", "status", "--format", "json");

        // The same look that the watchdog takes each round, without the wait for one.
        tentacle.Do("service", "--stop", "--instance", "Tentacle");
        Process.GetProcessById(ServiceTable.Get(Instances[1].Service).ProcessId).Kill(entireProcessTree: true);
        checkAfter = tentacle.Try("checkservices", "--instances", "*");
        (killedAfter, stoppedAfter, idleAfter) = (StateOf(Instances[1]), StateOf(Instances[0]), StateOf(Instances[2]));
        evidence.Snapshot("after");
        Assert.AreEqual(MsiResult.Success, msiexec.Uninstall(Package.New).ExitCode);
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_watchdog_runs)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void It_stops_before_the_first_instance()
    {
        Assert.IsTrue(watchdog.HasExited, "It was never stopped.");
        foreach (var agent in agents)
            Assert.IsLessThan(agent.ExitTime, watchdog.ExitTime);
    }

    [TestMethod]
    public void It_starts_after_the_last_instance()
    {
        var log = result.LogLines();
        var it = Array.FindLastIndex(log, line => line.StartsWith($"{nameof(Watchdog)}: started after", StringComparison.Ordinal));
        var first = Array.FindIndex(log, line => line.StartsWith("Tentacle: started after", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, first);
        Assert.IsGreaterThan(first, it);
    }

    [TestMethod]
    public void It_runs_again_and_tells_so()
    {
        Assert.AreEqual(0, statusAfter.ExitCode, statusAfter.Error);
        Assert.Contains("\"Running\"", statusAfter.Output);
    }

    [TestMethod]
    public void An_instance_whose_process_was_killed_is_started()
    {
        Assert.AreEqual(0, checkAfter.ExitCode, checkAfter.Error);
        Assert.AreEqual(ServiceState.Running, killedAfter);
    }

    [TestMethod]
    public void An_instance_that_was_stopped_on_purpose_stays_stopped() => Assert.AreEqual(ServiceState.Stopped, stoppedAfter);

    [TestMethod]
    public void An_instance_that_is_started_by_hand_is_left_to_its_people() => Assert.AreEqual(ServiceState.Stopped, idleAfter);

    [TestMethod]
    public void Nothing_of_it_is_left_after_an_uninstallation() => Assert.IsNull(ServiceTable.Manager.Find(Watchdog));

    private static ServiceState StateOf(ArrangedInstance instance) => ServiceTable.Get(instance.Service).State;
}
