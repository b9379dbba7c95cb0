using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// A program that is none of ours holds the executable, so that it cannot be replaced. The upgrade fails before the first file
/// changes, and the machine is as it was.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_file_stays_in_use
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false)];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_file_stays_in_use));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("before");
        using (File.Open(InstallFolder.Tentacle, FileMode.Open, FileAccess.Read, FileShare.Read))
            result = msiexec.Install(Package.New);
        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_file_stays_in_use)} clean-up"));

    [TestMethod]
    public void Msiexec_fails_and_the_log_names_the_file_and_who_holds_it()
    {
        Assert.AreEqual(MsiResult.InstallFailure, result.ExitCode);
        // The stranger is this program.
        Assert.IsTrue(
            Array.Exists(result.LogLines(), line =>
                line.Contains($"{InstallFolder.Tentacle} is still in use", StringComparison.Ordinal)
                && line.Contains($"process {Environment.ProcessId} ({Environment.ProcessPath})", StringComparison.Ordinal)),
            result.Log);
    }

    [TestMethod]
    public void Those_that_ran_run_again_on_the_old_version()
    {
        foreach (var sight in after.Where(sight => sight.Name != "idle"))
        {
            Assert.AreEqual(ServiceState.Running, sight.State, sight.Name);
            Assert.AreEqual("1.0.0", sight.Health?.Version, sight.Name);
            Assert.AreNotEqual(before.Single(was => was.Name == sight.Name).ProcessId, sight.ProcessId, sight.Name);
        }
    }

    [TestMethod]
    public void The_one_that_was_stopped_is_stopped() => Assert.AreEqual(ServiceState.Stopped, after.Single(sight => sight.Name == "idle").State);

    [TestMethod]
    public void No_file_has_changed()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.0.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void The_old_product_is_still_registered() =>
        CollectionAssert.AreEqual(new[] { "1.0.0" }, InstalledProducts.All().Select(product => product.Version).ToArray());

    [TestMethod]
    public void The_result_says_rolled_back() =>
        Assert.AreEqual(RunResult.RolledBack, WindowsMaintenance.Machine().Journal.ReadLastRun()?.Result);

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());
}
