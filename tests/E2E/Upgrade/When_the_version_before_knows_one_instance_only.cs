using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// The version on the machine was packaged as the vendor does it: it knows the default instance's service and has no actions. What
/// removes it is its own package, so the new one has to have stopped everything before.
/// </summary>
[TestClass, MachineTest]
public sealed class When_the_version_before_knows_one_instance_only
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false), new("off", Runs: false, StartType.Disabled)];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_version_before_knows_one_instance_only));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldWithoutActions).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("before");
        result = msiexec.Install(Package.New);
        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_version_before_knows_one_instance_only)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void Every_instance_is_as_it_was_and_those_that_ran_have_the_new_version()
    {
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.AreEqual(was.State, now.State, now.Name);
            Assert.AreEqual(was.StartType, now.StartType, now.Name);
            Assert.AreEqual(was.State == ServiceState.Running ? "1.1.0" : null, now.Health?.Version, now.Name);
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
}
