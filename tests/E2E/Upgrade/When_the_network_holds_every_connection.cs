using System.Text.Json;
using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// One address keeps 300 connections open to each of three instances and says nothing, before, during and after an upgrade that is to be
/// undone when an instance does not become healthy.
/// </summary>
[TestClass, MachineTest]
public sealed class When_the_network_holds_every_connection
{
    private const int Many = 300;

    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("blue", Runs: true)];

    private static MsiResult result = null!;
    private static LastRun run = null!;
    private static IReadOnlyList<InstanceRow> listed = null!;
    private static IReadOnlyList<InstanceSight> after = null!;
    private static int opened;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_network_holds_every_connection));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        using (var idle = new IdleConnections(Many, Instances.Select(instance => instance.Port)))
        {
            result = msiexec.Install(Package.New, "ONSTARTFAILURE=rollback", "STARTTIMEOUT=60");
            run = WindowsMaintenance.Machine().Journal.ReadLastRun()!;
            var answer = tentacle.Try("list-instances", "--format", "json").Output;
            listed = JsonSerializer.Deserialize(answer, InstanceRowJson.Default.IReadOnlyListInstanceRow)!;
            opened = idle.Opened;
        }

        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_network_holds_every_connection)} clean-up"));

    [TestMethod]
    public void The_upgrade_stands()
    {
        Assert.AreEqual(MsiResult.Success, result.ExitCode);
        Assert.AreEqual(RunResult.Succeeded, run.Result);
        Assert.IsGreaterThan(Many, opened, "Otherwise nobody was in the way.");
    }

    [TestMethod]
    public void Every_instance_was_healthy_at_once() =>
        Assert.IsTrue(run.Instances.All(instance => instance.StartResult == StepResult.Done && instance.Problem is null), string.Join(Environment.NewLine, run.Instances));

    [TestMethod]
    public void Every_instance_is_listed_as_healthy_meanwhile() =>
        Assert.IsTrue(listed.All(row => (row.Health, row.Version) == (InstanceHealth.Healthy, "1.1.0")), string.Join(Environment.NewLine, listed));

    [TestMethod]
    public void Every_port_answers_when_the_connections_have_ended() =>
        Assert.IsTrue(after.All(sight => sight is { State: ServiceState.Running, Health.Version: "1.1.0" }), string.Join(Environment.NewLine, after));
}
