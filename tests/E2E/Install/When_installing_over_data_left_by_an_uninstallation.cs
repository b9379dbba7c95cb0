using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>The product was removed and comes back: its instances' data was kept, and is theirs again.</summary>
[TestClass, MachineTest]
public sealed class When_installing_over_data_left_by_an_uninstallation
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("Prod A", Runs: true)];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<string> services = null!;
    private static CommandResult list = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Install(TestContext _)
    {
        var evidence = new Evidence(nameof(When_installing_over_data_left_by_an_uninstallation));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        before = [.. Instances.Select(instance => instance.Look())];
        Assert.AreEqual(MsiResult.Success, msiexec.Uninstall(Package.Old).ExitCode);
        evidence.Snapshot("uninstalled");

        result = msiexec.Install(Package.New);
        services = [.. ServiceTable.Ours().Select(service => service.Name)];
        list = tentacle.Try("list-instances");
        foreach (var instance in Instances)
            tentacle.Do("service", "--install", "--start", "--instance", instance.Name);
        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_installing_over_data_left_by_an_uninstallation)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_installer_makes_no_service() => Assert.IsEmpty(services);

    [TestMethod]
    public void The_instances_are_listed()
    {
        Assert.AreEqual(0, list.ExitCode, list.Error);
        foreach (var instance in Instances)
            Assert.Contains(instance.Name, list.Output);
    }

    [TestMethod]
    public void With_their_services_back_they_are_who_they_were()
    {
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.AreEqual(ServiceState.Running, now.State, now.Name);
            Assert.AreEqual(was.Name, now.Health?.Instance);
            Assert.AreEqual("1.1.0", now.Health?.Version, now.Name);
            Assert.AreEqual(was.Configuration, now.Configuration, now.Name);
        }
    }
}
