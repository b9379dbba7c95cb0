using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

[TestClass, MachineTest]
public sealed class When_installing_on_a_clean_machine
{
    private static Evidence evidence = null!;
    private static MsiResult result = null!;

    [ClassInitialize]
    public static async Task Install(TestContext _)
    {
        evidence = new(nameof(When_installing_on_a_clean_machine));
        await CleanMachine.Make(evidence);
        result = new Msiexec(evidence).Install(Package.New);
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(evidence);

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_files_are_those_of_the_package()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void No_service_is_made_and_no_instance() => Assert.IsEmpty(ServiceTable.Ours());

    [TestMethod]
    public void The_first_instance_can_be_created_and_runs()
    {
        var instance = new ArrangedInstance("Tentacle", Runs: true);
        instance.Create(TentacleExe.Installed(evidence));
        var seen = instance.Look();
        Assert.AreEqual(ServiceState.Running, seen.State);
        Assert.AreEqual("1.1.0", seen.Health?.Version);
    }
}
