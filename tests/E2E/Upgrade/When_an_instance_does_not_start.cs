using System.Net;
using System.Net.Sockets;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Two instances run; one of them cannot start again, because somebody else has taken its port.</summary>
[TestClass, MachineTest]
public sealed class When_an_instance_does_not_start
{
    private static readonly ArrangedInstance Good = new("Tentacle", Runs: true);
    private static readonly ArrangedInstance Bad = new("blue", Runs: true);

    [TestCleanup]
    public Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_instance_does_not_start)} clean-up"));

    [TestMethod]
    public async Task The_upgrade_stands_and_names_it()
    {
        var (result, before, after) = await Upgrade(nameof(The_upgrade_stands_and_names_it));

        Assert.AreEqual(MsiResult.Success, result.ExitCode);
        Assert.AreEqual("1.1.0", after.Health?.Version);
        Assert.AreNotEqual(before.ProcessId, after.ProcessId);
        var run = LastRun();
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        var problem = run.Instances.Single(instance => instance.Instance == Bad.Name);
        Assert.AreEqual(StepResult.Failed, problem.StartResult);
        Assert.Contains("'blue'", problem.Problem!);
        Assert.AreEqual(ServiceState.Stopped, ServiceTable.Get(Bad.Service).State);
    }

    [TestMethod]
    public async Task With_rollback_asked_for_the_upgrade_is_undone()
    {
        var (result, before, after) = await Upgrade(
            nameof(With_rollback_asked_for_the_upgrade_is_undone), "ONSTARTFAILURE=rollback", "STARTTIMEOUT=10");

        Assert.AreEqual(MsiResult.InstallFailure, result.ExitCode);
        var log = result.LogLines();
        var failed = Array.FindIndex(log, line => line.Contains("of instance 'blue' stopped while starting", StringComparison.Ordinal));
        var stoppedAgain = Array.FindLastIndex(log, line => line.Contains(": StopInstancesRollback.", StringComparison.Ordinal));
        var startedAgain = Array.FindLastIndex(log, line => line.Contains(": RestartInstancesRollback.", StringComparison.Ordinal));
        Assert.IsGreaterThan(0, failed);
        Assert.IsGreaterThan(failed, stoppedAgain);
        Assert.IsGreaterThan(stoppedAgain, startedAgain);
        var run = LastRun();
        Assert.AreEqual(RunResult.RolledBack, run.Result);
        Assert.IsTrue(run.Instances.All(instance => instance.StartResult is not null), "An instance that ran was not asked to start again.");
        Assert.AreEqual(ServiceState.Running, after.State);
        Assert.AreEqual("1.0.0", after.Health?.Version);
        Assert.AreNotEqual(before.ProcessId, after.ProcessId);
    }

    private static async Task<(MsiResult Result, InstanceSight Before, InstanceSight After)> Upgrade(string journey, params string[] properties)
    {
        var evidence = new Evidence($"{nameof(When_an_instance_does_not_start)}.{journey}");
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        Good.Create(TentacleExe.Installed(evidence));
        Bad.Create(TentacleExe.Installed(evidence));

        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var record = new InstanceRecord(Bad.Name, Bad.Configuration);
        var settings = ConfigurationFile.Read(record);
        settings.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ConfigurationFile.Write(record, settings);

        var before = Good.Look();
        evidence.Snapshot("before");
        var result = msiexec.Install(Package.New, properties);
        var after = Good.Look();
        evidence.Snapshot("after");
        return (result, before, after);
    }

    private static LastRun LastRun() =>
        WindowsMaintenance.Machine().Journal.ReadLastRun() ?? throw new AssertFailedException("The installation has left no result.");
}
