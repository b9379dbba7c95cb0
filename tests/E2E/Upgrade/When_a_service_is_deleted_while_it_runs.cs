using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Somebody deletes the service of one of three instances, which runs on until it is stopped; then the product is upgraded.</summary>
[TestClass, MachineTest]
public sealed class When_a_service_is_deleted_while_it_runs
{
    private static readonly ArrangedInstance[] Others = [new("Tentacle", Runs: true), new("blue", Runs: true)];
    private static readonly ArrangedInstance Deleted = new("Prod C", Runs: true);

    private static MsiResult result = null!;
    private static LastRun run = null!;
    private static int processBefore;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_service_is_deleted_while_it_runs));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Others.Append(Deleted))
            instance.Create(tentacle);
        processBefore = ServiceTable.Get(Deleted.Service).ProcessId;
        ServiceTable.Manager.Delete(Deleted.Service);
        result = msiexec.Install(Package.New, "ONSTARTFAILURE=rollback");
        run = WindowsMaintenance.Machine().Journal.ReadLastRun()!;
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_service_is_deleted_while_it_runs)} clean-up"));

    [TestMethod]
    public void The_others_are_upgraded()
    {
        Assert.AreEqual(MsiResult.Success, result.ExitCode);
        Assert.IsTrue(Others.All(instance => instance.Look() is { State: ServiceState.Running, StartType: StartType.Automatic, Health.Version: "1.1.0" }));
    }

    [TestMethod]
    public void It_has_stopped_and_gone()
    {
        Assert.IsNull(ServiceTable.Manager.Look(Deleted.Service));
        using var process = new WindowsProcesses().Open(processBefore);
        Assert.IsNull(process);
    }

    [TestMethod]
    public void It_is_reported()
    {
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        var gone = run.Instances.Single(instance => instance.Instance == Deleted.Name);
        Assert.AreEqual((StepResult.Done, StepResult.Gone), (gone.StopResult, gone.StartResult));
        Assert.Contains("service --install --start --instance \"Prod C\"", gone.Problem!);
    }
}
