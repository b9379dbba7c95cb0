using System.ComponentModel;
using System.Diagnostics;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>The Manager holds a file that the upgrade replaces. It is asked to close, and nothing else notices.</summary>
[TestClass, MachineTest]
public sealed class When_the_manager_is_open
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ArrangedInstance Running = new("Tentacle", Runs: true);

    private static MsiResult result = null!;
    private static Process manager = null!;
    private static Uri address = null!;
    private static CommandResult limited = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_manager_is_open));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        Running.Create(TentacleExe.Installed(evidence));
        limited = LimitedTentacle.Try(InstallFolder.Manager, "--no-browser", Path.GetTempPath());
        manager = Process.Start(new ProcessStartInfo(InstallFolder.Manager, ["--no-browser"]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new Win32Exception("The Manager did not start.");
        address = new(await manager.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new AssertFailedException("The Manager ended."));
        result = msiexec.Install(Package.New);
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_manager_is_open)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void It_was_open_and_is_asked_to_end_and_does()
    {
        Assert.AreEqual("127.0.0.1", address.Host);
        Assert.IsTrue(manager.WaitForExit(Patience));
        // A process that was terminated has another exit code.
        Assert.AreEqual(0, manager.ExitCode);
        Assert.IsTrue(Array.Exists(result.LogLines(), line => line.Contains($"Process {manager.Id} (", StringComparison.Ordinal)), result.Log);
    }

    [TestMethod]
    public void The_instance_answers_with_the_new_version() => Assert.AreEqual("1.1.0", Running.Look().Health?.Version);

    [TestMethod]
    public void Every_file_is_the_new_one_and_none_is_left_over()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    [TestMethod]
    public void Whoever_is_not_elevated_is_told_so()
    {
        Assert.AreEqual(9, limited.ExitCode);
        Assert.Contains("elevated administrator", limited.Error);
    }
}
