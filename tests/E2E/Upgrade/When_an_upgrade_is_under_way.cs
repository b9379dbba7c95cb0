using System.Globalization;
using Octopus.Cli;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>An upgrade holds when the new files have come, and everybody tries what must not be done now. Before that there is nothing to try it with.</summary>
[TestClass, MachineTest]
public sealed class When_an_upgrade_is_under_way
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true, StartType.Manual), new("idle", Runs: false)];

    private static MsiResult result = null!;
    private static MsiResult second = null!;
    private static CommandResult start = null!;
    private static CommandResult run = null!;
    private static CommandResult status = null!;
    private static string owner = "";
    private static ServiceException? refusal;
    private static List<ServiceSnapshot> before = null!;
    private static List<Service> meanwhile = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_an_upgrade_is_under_way));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        before = Configurations();
        using (var point = new TestPoint())
        {
            using var installation = msiexec.Start(Package.WithTestPoints, TestPoint.HoldAt(Place.AfterFiles));
            point.WaitUntilReached(installation);
            owner = Octopus.Lifecycle.Maintenance.WindowsMaintenance.Machine().Journal.Read()!.Owner.ProcessId.ToString(CultureInfo.InvariantCulture);
            start = tentacle.Try("service", "--start", "--instance", "Prod A");
            run = tentacle.Try("run", "--instance", "Prod A");
            status = tentacle.Try("maintenance", "status", "--format", "json");
            refusal = Refusal(() => ServiceTable.Manager.Request(Instances[0].Service, ServiceRequest.Start));
            second = msiexec.Install(Package.Again);
            meanwhile = [.. Instances.Select(instance => ServiceTable.Get(instance.Service))];
            evidence.Snapshot("meanwhile");
            point.Release();
            result = installation.Wait();
        }

        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_upgrade_is_under_way)} clean-up"));

    [TestMethod]
    public void A_second_upgrade_is_refused()
    {
        // Windows Installer does one at a time by itself; on Wine it is ours that refuses, and says by whom.
        if (Windows.RefusesSecondInstallation)
        {
            Assert.AreEqual(MsiResult.AlreadyRunning, second.ExitCode);
            return;
        }

        Assert.AreEqual(MsiResult.InstallFailure, second.ExitCode);
        Assert.IsTrue(Array.Exists(second.LogLines(), line => line.Contains($"process {owner}", StringComparison.Ordinal)), second.Log);
    }

    [TestMethod]
    public void The_command_line_starts_nothing()
    {
        Assert.AreEqual((int)ExitCode.MaintenanceInProgress, start.ExitCode, start.Error);
        Assert.Contains($"process {owner}", start.Error);
    }

    [TestMethod]
    public void An_agent_does_not_run()
    {
        Assert.AreEqual((int)ExitCode.MaintenanceInProgress, run.ExitCode, run.Error);
        Assert.Contains($"process {owner}", run.Error);
    }

    [TestMethod]
    public void The_service_control_manager_starts_nothing() => Assert.AreEqual(ServiceError.Disabled, refusal?.Error);

    [TestMethod]
    public void The_status_says_so()
    {
        Assert.AreEqual((int)ExitCode.Success, status.ExitCode, status.Error);
        using var answer = System.Text.Json.JsonDocument.Parse(status.Output);
        Assert.AreEqual("InProgress", answer.RootElement.GetProperty("state").GetString());
        Assert.AreEqual(owner, answer.RootElement.GetProperty("processId").GetRawText());
    }

    [TestMethod]
    public void Every_instance_stays_stopped()
    {
        foreach (var service in meanwhile)
        {
            Assert.AreEqual(ServiceState.Stopped, service.State, service.Name);
            Assert.AreEqual(StartType.Disabled, service.StartType, service.Name);
        }
    }

    [TestMethod]
    public void The_upgrade_itself_goes_well()
    {
        Assert.AreEqual(MsiResult.Success, result.ExitCode);
        CollectionAssert.AreEqual(new[] { "1.1.0", "1.1.0", null }, after.Select(sight => sight.Health?.Version).ToArray());
    }

    [TestMethod]
    public void The_configuration_of_every_service_is_as_it_was()
    {
        foreach (var (was, now) in before.Zip(Configurations()))
            Assert.IsEmpty(was.Differences(now));
    }

    private static List<ServiceSnapshot> Configurations() => [.. Instances.Select(instance => ServiceSnapshot.Read(instance.Service))];

    private static ServiceException? Refusal(Action request)
    {
        try
        {
            request();
            return null;
        }
        catch (ServiceException refused)
        {
            return refused;
        }
    }
}
