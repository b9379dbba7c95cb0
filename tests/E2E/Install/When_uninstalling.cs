using System.Diagnostics;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>Two instances run and one does not when the product is removed.</summary>
[TestClass, MachineTest]
public sealed class When_uninstalling
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false)];

    private static MsiResult result = null!;
    private static List<string> configurations = null!;
    private static List<Process> processes = null!;
    private static int strangersProcess;

    [ClassInitialize]
    public static async Task Uninstall(TestContext _)
    {
        var evidence = new Evidence(nameof(When_uninstalling));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.New).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        await Stranger.Start();
        strangersProcess = Stranger.ProcessId;
        var before = Instances.Select(instance => instance.Look()).ToList();
        configurations = [.. before.Select(sight => sight.Configuration)];
        processes = [.. before.Where(sight => sight.ProcessId != 0).Select(sight => HeldProcess.Open(sight.ProcessId))];
        evidence.Snapshot("before");
        result = msiexec.Uninstall(Package.New);
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_uninstalling)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void Every_process_has_ended()
    {
        Assert.HasCount(2, processes);
        Assert.IsTrue(processes.TrueForAll(process => process.HasExited));
    }

    [TestMethod]
    public void Every_service_of_ours_is_deleted() =>
        CollectionAssert.AreEqual(new[] { Stranger.Service }, ServiceTable.Ours().Select(service => service.Name).ToArray());

    [TestMethod]
    public void A_stranger_with_a_name_like_ours_keeps_running() => Assert.AreEqual(strangersProcess, Stranger.ProcessId);

    [TestMethod]
    public void No_file_of_the_product_is_left() => Assert.IsFalse(Directory.Exists(InstallFolder.Default));

    [TestMethod]
    public void No_product_is_registered() => Assert.IsEmpty(InstalledProducts.All());

    [TestMethod]
    public void The_instances_data_is_kept()
    {
        CollectionAssert.AreEqual(configurations, Instances.Select(instance => File.ReadAllText(instance.Configuration)).ToList());
        foreach (var instance in Instances)
            Assert.IsTrue(File.Exists(instance.Record), instance.Name);
    }

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());
}
