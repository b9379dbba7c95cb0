using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>The version on the machine is a folder of many files, with our actions; in the new one each executable is one file.</summary>
[TestClass, MachineTest]
public sealed class When_the_version_before_was_a_folder_of_files
{
    private static readonly ArrangedInstance Runs = new("Prod A", Runs: true);
    private static readonly ArrangedInstance Stopped = new("idle", Runs: false);

    private static MsiResult result = null!;
    private static int filesBefore;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_version_before_was_a_folder_of_files));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldFolder).ExitCode);
        Runs.Create(TentacleExe.Installed(evidence));
        Stopped.Create(TentacleExe.Installed(evidence));
        filesBefore = InstallFolder.Contents(InstallFolder.Default).Count;
        result = msiexec.Install(Package.New);
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_version_before_was_a_folder_of_files)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_executables_are_left_of_many_files_and_are_the_new_ones()
    {
        Assert.IsGreaterThan(100, filesBefore);
        var differences = InstallFolder.Differences(InstallFolder.Default, Package.New.Payload);
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
        Assert.IsLessThan(5, InstallFolder.Contents(InstallFolder.Default).Count);
    }

    [TestMethod]
    public void The_instance_that_ran_runs_the_new_version() => Assert.AreEqual("1.1.0", Runs.Look().Health?.Version);

    [TestMethod]
    public void The_instance_that_did_not_run_does_not() => Assert.AreEqual(ServiceState.Stopped, Stopped.Look().State);

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());
}
