using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>One instance says that it runs and answers nobody.</summary>
[TestClass, MachineTest]
public sealed class When_an_instance_never_becomes_healthy
{
    private static readonly ArrangedInstance Good = new("Tentacle", Runs: true);
    private static readonly BehavedInstance Mute = new("mute", ServiceBehaviour.Normal);

    private static MsiResult result = null!;
    private static LastRun run = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_an_instance_never_becomes_healthy));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldFolder).ExitCode);
        BehavedInstance.Enable();
        var tentacle = TentacleExe.Installed(evidence);
        Good.Create(tentacle);
        tentacle.Do("create-instance", "--instance", Mute.Name);
        await Mute.Create();
        await ServiceTable.Start(Mute.Service);
        result = msiexec.Install(Package.NewFolder, "STARTTIMEOUT=8");
        run = WindowsMaintenance.Machine().Journal.ReadLastRun()!;
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_instance_never_becomes_healthy)} clean-up"));

    [TestMethod]
    public void The_upgrade_stands()
    {
        Assert.AreEqual(MsiResult.Success, result.ExitCode);
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
    }

    [TestMethod]
    public void It_is_named()
    {
        Assert.AreEqual(StepResult.Failed, Of(Mute.Name).StartResult);
        Assert.Contains("'mute'", Of(Mute.Name).Problem!);
        Assert.IsTrue(Array.Exists(result.LogLines(), line => line.Contains("'mute'", StringComparison.Ordinal)), result.Log);
    }

    [TestMethod]
    public void It_is_left_running() => Assert.AreEqual(ServiceState.Running, ServiceTable.Get(Mute.Service).State);

    [TestMethod]
    public void The_other_does_not_wait_for_it()
    {
        Assert.AreEqual("1.1.0", Good.Look().Health?.Version);
        Assert.AreEqual(StepResult.Done, Of(Good.Name).StartResult);
        Assert.IsLessThan(Of(Mute.Name).StartedAfter!.Value, Of(Good.Name).StartedAfter!.Value);
    }

    private static InstanceRun Of(string instance) => run.Instances.Single(seen => seen.Instance == instance);
}
