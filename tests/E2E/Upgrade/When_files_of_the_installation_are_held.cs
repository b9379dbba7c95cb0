using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Somebody opens everything that an installation writes, to keep it from being written: the public notice, which everybody may read, and
/// journal, debts and result, as a backup program of an administrator might. From the stop on, and from the start on.
/// </summary>
[TestClass, MachineTest]
public sealed class When_files_of_the_installation_are_held
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("by hand", Runs: true, StartType.Manual), new("idle", Runs: false)];

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_files_of_the_installation_are_held)} clean-up"));

    [TestMethod]
    [DataRow(nameof(Place.AfterStop))]
    [DataRow(nameof(Place.AfterStart))]
    public async Task Nobody_stays_down_and_nothing_stays_open(string place)
    {
        var evidence = new Evidence(Path.Combine(nameof(When_files_of_the_installation_are_held), place));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        var before = Instances.Select(instance => instance.Look()).ToList();

        int exitCode;
        var held = new List<FileStream>();
        try
        {
            using var point = new TestPoint();
            using var installation = msiexec.Start(Package.WithTestPoints, TestPoint.HoldAt(Enum.Parse<Place>(place)));
            point.WaitUntilReached(installation);
            var machine = MachineFolder.Current();
            held.AddRange(Directory.GetFiles(machine.Setup, "*.json").Append(Path.Combine(machine.Path, "maintenance.json"))
                .Select(file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read)));
            Assert.IsGreaterThanOrEqualTo(4, held.Count);
            point.Release();
            exitCode = installation.Wait().ExitCode;
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }

        evidence.Snapshot("after");
        Assert.AreEqual(MsiResult.Success, exitCode);
        foreach (var (was, now) in before.Zip(Instances.Select(instance => instance.Look())))
        {
            Assert.AreEqual((was.State, was.StartType), (now.State, now.StartType), now.Name);
            Assert.AreEqual(was.Health is null ? null : "1.1.0", now.Health?.Version, now.Name);
        }

        // What could not be written is made good by whoever comes next.
        Assert.AreEqual(MsiResult.Success, msiexec.Repair(Package.WithTestPoints).ExitCode);
        Assert.IsNull(WindowsMaintenance.Machine().Journal.Read());
        Assert.AreEqual((RunResult.Succeeded, MaintenanceKind.Repair), (WindowsMaintenance.Machine().Journal.ReadLastRun()!.Result, WindowsMaintenance.Machine().Journal.ReadLastRun()!.Kind));
        Assert.IsTrue(Instances.Where(instance => instance.Runs).All(instance => instance.Look().State == ServiceState.Running));
    }
}
