using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>A damaged installation, with one instance that runs and one that does not.</summary>
[TestClass, MachineTest]
public sealed class When_repairing
{
    private static readonly ArrangedInstance Runs = new("Tentacle", Runs: true);
    private static readonly ArrangedInstance Stopped = new("idle", Runs: false);

    private static MsiResult result = null!;
    private static InstanceSight before = null!;
    private static InstanceSight after = null!;

    [ClassInitialize]
    public static async Task Repair(TestContext _)
    {
        var evidence = new Evidence(nameof(When_repairing));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.NewFolder).ExitCode);
        Runs.Create(TentacleExe.Installed(evidence));
        Stopped.Create(TentacleExe.Installed(evidence));
        before = Runs.Look();
        // Not in use by the agent, so it can be lost while the agent runs.
        File.Delete(Path.Combine(InstallFolder.Default, "mscorrc.dll"));
        evidence.Snapshot("before");
        result = msiexec.Repair(Package.NewFolder);
        after = Runs.Look();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_repairing)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_lost_file_is_back_and_all_others_are_right()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Package.NewFolder.Payload);
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void The_instance_that_ran_was_stopped_and_runs_again()
    {
        Assert.AreEqual(ServiceState.Running, after.State);
        Assert.AreEqual("1.1.0", after.Health?.Version);
        Assert.AreNotEqual(before.ProcessId, after.ProcessId);
    }

    [TestMethod]
    public void The_instance_that_did_not_run_does_not() => Assert.AreEqual(ServiceState.Stopped, Stopped.Look().State);

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());
}
