using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// A new package with the line that ConfigMgr sends with every update, and with the property that would switch our actions off.
/// It is the upgrade that was meant.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_management_tool_reinstalls
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false, StartType.Manual)];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_management_tool_reinstalls));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = Look();
        evidence.Snapshot("before");
        result = msiexec.Install(Package.New, "REINSTALL=ALL", "REINSTALLMODE=p", "UPGRADINGPRODUCTCODE={00000000-0000-0000-0000-000000000001}");
        after = Look();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_management_tool_reinstalls)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void Those_that_ran_answer_with_the_new_version_and_the_others_stay_as_they_were()
    {
        foreach (var (was, sight) in before.Zip(after))
        {
            Assert.AreEqual((was.State, was.StartType), (sight.State, sight.StartType), sight.Name);
            if (was.State != ServiceState.Running)
                continue;
            Assert.AreEqual("1.1.0", sight.Health?.Version, sight.Name);
            Assert.AreNotEqual(was.ProcessId, sight.ProcessId, sight.Name);
        }
    }

    [TestMethod]
    public void Every_file_is_the_new_one_and_none_is_left_over()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void One_product_is_registered_and_it_is_the_new_one() =>
        CollectionAssert.AreEqual(new[] { "1.1.0" }, InstalledProducts.All().Select(product => product.Version).ToArray());

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    private static List<InstanceSight> Look() => [.. Instances.Select(instance => instance.Look())];
}
