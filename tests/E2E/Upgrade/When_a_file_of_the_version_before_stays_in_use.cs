using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// The version before was a folder of many files, and a stranger holds one that the new package does not have. It has to go all the
/// same, so the upgrade waits for it: the old package is asked for its files too.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_file_of_the_version_before_stays_in_use
{
    // Not in use by the agent.
    private const string Library = "mscorrc.dll";

    private static readonly ArrangedInstance Instance = new("Tentacle", Runs: true);

    private static MsiResult result = null!;
    private static InstanceSight after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_file_of_the_version_before_stays_in_use));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldFolder).ExitCode);
        Instance.Create(TentacleExe.Installed(evidence));
        evidence.Snapshot("before");
        using (File.Open(Path.Combine(InstallFolder.Default, Library), FileMode.Open, FileAccess.Read, FileShare.Read))
            result = msiexec.Install(Package.New);
        after = Instance.Look();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_file_of_the_version_before_stays_in_use)} clean-up"));

    [TestMethod]
    public void Msiexec_fails_and_the_log_names_the_file()
    {
        Assert.AreEqual(MsiResult.InstallFailure, result.ExitCode);
        Assert.IsTrue(Array.Exists(result.LogLines(), line => line.Contains($@"\{Library} is still in use", StringComparison.Ordinal)), result.Log);
    }

    [TestMethod]
    public void The_instance_runs_again_on_the_old_version()
    {
        Assert.AreEqual(ServiceState.Running, after.State);
        Assert.AreEqual("1.0.0", after.Health?.Version);
    }

    [TestMethod]
    public void No_file_has_changed()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Package.OldFolder.Payload);
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }
}
