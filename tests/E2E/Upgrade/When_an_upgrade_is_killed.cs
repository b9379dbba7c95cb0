using Octopus.Cli;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Windows Installer dies when every instance has stopped. Somebody looks, and brings them back.</summary>
[TestClass, MachineTest]
public sealed class When_an_upgrade_is_killed
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("by hand", Runs: true, StartType.Manual), new("off", Runs: false, StartType.Disabled)];

    private static CommandResult recovery = null!;
    private static CommandResult onceMore = null!;
    private static CommandResult status = null!;
    private static bool hasTentacle;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_an_upgrade_is_killed));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        before = [.. Instances.Select(instance => instance.Look())];
        using (var point = new TestPoint())
        {
            using var installation = msiexec.Start(Package.WithTestPoints, TestPoint.HoldAt(Place.AfterStop));
            point.WaitUntilReached(installation);
            // Here a person does what the guard would do.
            await SetupGuard.Kill();
            Msiexec.Kill();
        }

        evidence.Snapshot("killed");
        hasTentacle = File.Exists(InstallFolder.Tentacle);
        recovery = SetupGuard.Program(evidence).Try("recover");
        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("recovered");
        onceMore = SetupGuard.Program(evidence).Try("recover");
        status = tentacle.Try("maintenance", "status");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_upgrade_is_killed)} clean-up"));

    [TestMethod]
    public void There_is_no_executable_of_the_product_to_recover_with() => Assert.IsFalse(hasTentacle);

    [TestMethod]
    public void The_recovery_succeeds_and_names_every_instance()
    {
        Assert.AreEqual((int)ExitCode.Success, recovery.ExitCode, recovery.Error);
        foreach (var instance in Instances)
            Assert.Contains($"{instance.Name}: ", recovery.Output);
    }

    [TestMethod]
    public void Every_instance_is_as_it_was()
    {
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.AreEqual(was.State, now.State, now.Name);
            Assert.AreEqual(was.StartType, now.StartType, now.Name);
            Assert.AreEqual(was.Health?.Version, now.Health?.Version, now.Name);
        }
    }

    [TestMethod]
    public void The_status_says_how_it_ended()
    {
        Assert.AreEqual((int)ExitCode.Success, status.ExitCode, status.Error);
        Assert.Contains("Recovered", status.Output);
    }

    [TestMethod]
    public void A_second_recovery_finds_nothing_and_changes_nothing()
    {
        Assert.AreEqual((int)ExitCode.Success, onceMore.ExitCode, onceMore.Error);
        CollectionAssert.AreEqual(after.Select(sight => sight.ProcessId).ToArray(), Instances.Select(instance => instance.Look().ProcessId).ToArray());
    }
}
