using System.ComponentModel;
using System.Diagnostics;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Somebody runs two agents in terminals. They hold the files as services do, and no service control manager knows of them. One of
/// them hangs.
/// </summary>
[TestClass, MachineTest]
public sealed class When_programs_of_ours_run_outside_services
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ArrangedInstance InService = new("Tentacle", Runs: true);
    private static readonly ArrangedInstance InTerminal = new("in a terminal", Runs: false);
    private static readonly ArrangedInstance Hanging = new("hanging", Runs: false);

    private static MsiResult result = null!;
    private static Process polite = null!;
    private static Process hanging = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_programs_of_ours_run_outside_services));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        InService.Create(tentacle);
        polite = await Run(InTerminal, tentacle);
        hanging = await Run(Hanging, tentacle);
        SuspendedProcess.Suspend(hanging.Id);
        result = msiexec.Install(Package.New);
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_programs_of_ours_run_outside_services)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void One_that_listens_is_asked_to_end_and_does()
    {
        Assert.IsTrue(polite.WaitForExit(Patience));
        Assert.AreEqual(0, polite.ExitCode);
        Assert.IsTrue(Array.Exists(result.LogLines(), line => line.Contains($"Process {polite.Id} (", StringComparison.Ordinal)), result.Log);
    }

    [TestMethod]
    public void One_that_hangs_is_terminated()
    {
        Assert.IsTrue(hanging.WaitForExit(Patience));
        Assert.AreNotEqual(0, hanging.ExitCode);
        Assert.IsTrue(Array.Exists(result.LogLines(), line => line.Contains($"Process {hanging.Id} (", StringComparison.Ordinal)), result.Log);
    }

    [TestMethod]
    public void The_instance_in_a_service_answers_with_the_new_version() => Assert.AreEqual("1.1.0", InService.Look().Health?.Version);

    [TestMethod]
    public void Every_file_is_the_new_one_and_none_is_left_over()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    private static async Task<Process> Run(ArrangedInstance instance, TentacleExe tentacle)
    {
        tentacle.Do("create-instance", "--instance", instance.Name);
        var process = Process.Start(new ProcessStartInfo(InstallFolder.Tentacle, ["run", "--instance", instance.Name]) { UseShellExecute = false })
            ?? throw new Win32Exception("The agent did not start.");
        using var late = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (HealthClient.Ask(instance.Port) is null)
            await timer.WaitForNextTickAsync(late.Token);
        return process;
    }
}
