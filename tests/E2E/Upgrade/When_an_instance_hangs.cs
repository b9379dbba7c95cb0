using System.Diagnostics;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>One agent of three is in a deadlock: it answers nobody, the service control manager included.</summary>
[TestClass, MachineTest]
public sealed class When_an_instance_hangs
{
    private static readonly ArrangedInstance[] Good = [new("Tentacle", Runs: true), new("Prod A", Runs: true)];
    private static readonly ArrangedInstance Hanging = new("hanging", Runs: true);

    private static MsiResult result = null!;
    private static Process process = null!;
    private static LastRun run = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_an_instance_hangs));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Good.Append(Hanging))
            instance.Create(TentacleExe.Installed(evidence));
        process = HeldProcess.Open(ServiceTable.Get(Hanging.Service).ProcessId);
        SuspendedProcess.Suspend(process.Id);
        result = msiexec.Install(Package.New, "STOPTIMEOUT=5");
        run = WindowsMaintenance.Machine().Journal.ReadLastRun()!;
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_instance_hangs)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void Its_process_is_terminated()
    {
        Assert.IsTrue(process.HasExited);
        Assert.AreEqual(StepResult.Forced, Of(Hanging).StopResult);
    }

    [TestMethod]
    public void The_others_stop_without_waiting_for_it()
    {
        foreach (var instance in Good)
        {
            Assert.AreEqual(StepResult.Done, Of(instance).StopResult, instance.Name);
            Assert.IsLessThan(Of(Hanging).StoppedAfter!.Value, Of(instance).StoppedAfter!.Value, instance.Name);
        }
    }

    [TestMethod]
    public void All_of_them_answer_with_the_new_version()
    {
        foreach (var instance in Good.Append(Hanging))
            Assert.AreEqual("1.1.0", instance.Look().Health?.Version, instance.Name);
    }

    private static InstanceRun Of(ArrangedInstance instance) => run.Instances.Single(seen => seen.Instance == instance.Name);
}
