using System.Text.RegularExpressions;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>The watchdog in an installation: it comes back like an instance, and gets in nobody's way.</summary>
[TestClass]
public sealed class WatchdogMaintenanceTests : MaintenanceTest
{
    private static readonly string Watchdog = Application.Tentacle.WatchdogServiceName;

    [TestMethod]
    [DataRow(ServiceState.Running, StartType.Automatic)]
    [DataRow(ServiceState.Running, StartType.Disabled)]
    [DataRow(ServiceState.Stopped, StartType.Automatic)]
    [DataRow(ServiceState.Stopped, StartType.Manual)]
    public async Task Upgrade_brings_it_back_as_it_was(ServiceState state, StartType startType)
    {
        var plan = Plan(state, startType);

        await Stop(plan);
        Assert.AreEqual((ServiceState.Stopped, StartType.Disabled), (Found().State, Found().StartType));
        await Start(plan);
        Complete(plan);

        Assert.AreEqual((state, startType), (Found().State, Found().StartType));
        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.DoesNotContain("Watchdog", Machine.Health.Asked);
    }

    [TestMethod]
    public async Task Upgrade_tells_it_by_name_beside_an_instance_of_that_name()
    {
        Machine.Add("Watchdog", ServiceState.Stopped);
        var plan = Plan(ServiceState.Running);

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(ServiceState.Running, run.Instances.Single(row => row.Service == Watchdog).After);
        Assert.AreEqual(ServiceState.Stopped, run.Instances.Single(row => row.Service == TestMachine.ServiceOf("Watchdog")).After);
        Assert.ContainsSingle(line => line.StartsWith("Watchdog: started after", StringComparison.Ordinal), Reported);
    }

    [TestMethod]
    public async Task Recovery_starts_it_last()
    {
        var plan = Plan(ServiceState.Running);
        await Stop(plan);

        await Recover();

        Assert.AreEqual(ServiceState.Running, Found().State);
        Assert.AreEqual($"{Watchdog} Running", Machine.Services.Log[^1]);
        Assert.DoesNotContain("Watchdog", Machine.Health.Asked);
    }

    [TestMethod]
    public async Task Uninstallation_deletes_it_with_the_instances()
    {
        var plan = Plan(ServiceState.Running) with { Kind = MaintenanceKind.Uninstall };

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.IsEmpty(Machine.Services.List());
        Assert.Contains($"Watchdog: service '{Watchdog}' deleted, its data kept", Reported);
    }

    [TestMethod]
    public void Choice_of_all_instances_does_not_start_one_that_was_stopped() =>
        CollectionAssert.AreEqual(
            new[] { "a" },
            (Plan(ServiceState.Stopped) with { Restart = RestartChoice.All }).ToStart().Select(state => state.Instance).ToArray());

    [TestMethod]
    public void Plan_as_text_keeps_it() =>
        CollectionAssert.AreEqual(
            new[] { false, true }, MaintenancePlan.Parse(Plan(ServiceState.Running).Serialize()).Instances.Select(state => state.IsWatchdog).ToArray());

    [TestMethod]
    public void Plan_that_an_earlier_version_wrote_has_instances_only()
    {
        var text = Regex.Replace(Plan(ServiceState.Running).Serialize(), ",\\s*\"isWatchdog\": (true|false)", "");

        Assert.DoesNotContain("isWatchdog", text);
        Assert.IsTrue(MaintenancePlan.Parse(text).Instances.All(state => !state.IsWatchdog));
    }

    private MaintenancePlan Plan(ServiceState state, StartType startType = StartType.Automatic)
    {
        Machine.Services.Add(Watchdog, Application.WatchdogCommandLine(TestMachine.Tentacle), state, startType);
        Machine.Add("a");
        var found = new InstanceDiscovery(Machine.Services, Machine.Files).Discover([TestMachine.Tentacle]);
        return Upgrade([.. found.Ours, .. found.Watchdogs]);
    }

    private Service Found() => Machine.Services.Find(Watchdog)!;
}
