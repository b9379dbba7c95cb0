using System.ComponentModel;
using System.Diagnostics;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Somebody has put a program beside ours. It runs, and holds a library and a settings file of its own. No package replaces them, so
/// nobody waits for them.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_stranger_lives_in_our_folder
{
    private static readonly ArrangedInstance Instance = new("Tentacle", Runs: true);
    private static readonly string[] Strangers = ["backup.dll", "backup.exe", "backup.json"];

    private static MsiResult result = null!;
    private static InstanceSight after = null!;
    private static string[] differences = null!;
    private static bool survives;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_stranger_lives_in_our_folder));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        Instance.Create(TentacleExe.Installed(evidence));
        evidence.Snapshot("before");
        using var library = File.Create(InFolder("backup.dll"));
        using var settings = File.Create(InFolder("backup.json"));
        // A program that waits for a line and never gets one.
        File.Copy(Path.Combine(Environment.SystemDirectory, "cmd.exe"), InFolder("backup.exe"));
        using var program = Process.Start(new ProcessStartInfo(InFolder("backup.exe")) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new Win32Exception("The stranger did not start.");
        result = msiexec.Install(Package.New);
        survives = !program.HasExited;
        after = Instance.Look();
        evidence.Snapshot("after");
        program.Kill();
        program.WaitForExit();
        library.Close();
        settings.Close();
        differences = [.. InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"))];
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_stranger_lives_in_our_folder)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_instance_answers_with_the_new_version() => Assert.AreEqual("1.1.0", after.Health?.Version);

    [TestMethod]
    public void The_stranger_survives() => Assert.IsTrue(survives);

    [TestMethod]
    public void Every_file_of_ours_is_the_new_one_and_only_the_strangers_are_left_over() =>
        CollectionAssert.AreEquivalent(Strangers.Select(file => $"left over: {file}").ToArray(), differences);

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    private static string InFolder(string file) => Path.Combine(InstallFolder.Default, file);
}
