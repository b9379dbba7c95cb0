using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Somebody keeps everything that an installation writes from being written: the public notice, which everybody may read, and journal,
/// debts and result. A reader holds it open, as a backup program might, or it has become read-only. From each point on, and the
/// installation succeeds or fails there.
/// </summary>
[TestClass, MachineTest]
public sealed class When_files_of_the_installation_are_refused
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("by hand", Runs: true, StartType.Manual), new("idle", Runs: false)];

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_files_of_the_installation_are_refused)} clean-up"));

    [TestMethod]
    [DataRow(nameof(Place.AfterStop), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterStart), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterStop), FileRefusal.ReadOnly)]
    public async Task Nobody_stays_down_and_nothing_stays_open(string place, FileRefusal refusal)
    {
        var (exitCode, before) = await Upgrade(TestPoint.HoldAt(Enum.Parse<Place>(place)), refusal, $"{place} {refusal}");

        Assert.AreEqual(MsiResult.Success, exitCode);
        AssertAsBefore(before, Package.WithTestPoints.Version);
        // What could not be written is made good by whoever comes next.
        Assert.AreEqual(MsiResult.Success, new Msiexec(new($"{nameof(When_files_of_the_installation_are_refused)} repair")).Repair(Package.WithTestPoints).ExitCode);
        var journal = WindowsMaintenance.Machine().Journal;
        Assert.IsNull(journal.Read());
        Assert.AreEqual((RunResult.Succeeded, MaintenanceKind.Repair), (journal.ReadLastRun()!.Result, journal.ReadLastRun()!.Kind));
        Assert.IsTrue(Instances.Where(instance => instance.Runs).All(instance => instance.Look().State == ServiceState.Running));
    }

    [TestMethod]
    [DataRow(nameof(Place.AfterStop), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterRemove), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterFiles), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterStart), FileRefusal.Held)]
    [DataRow(nameof(Place.BeforeCommit), FileRefusal.Held)]
    [DataRow(nameof(Place.AfterFiles), FileRefusal.ReadOnly)]
    public async Task A_failure_there_brings_back_what_was(string place, FileRefusal refusal)
    {
        var (exitCode, before) = await Upgrade(TestPoint.HoldAndFailAt(Enum.Parse<Place>(place)), refusal, $"{place} {refusal} fails");

        Assert.AreEqual(Windows.ProgramFailure, exitCode);
        AssertAsBefore(before, Package.Old.Version);
    }

    private static async Task<(int ExitCode, IReadOnlyList<InstanceSight> Before)> Upgrade(string[] testPoint, FileRefusal refusal, string what)
    {
        var evidence = new Evidence(Path.Combine(nameof(When_files_of_the_installation_are_refused), what));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        var before = Instances.Select(instance => instance.Look()).ToList();

        using var point = new TestPoint();
        using var installation = msiexec.Start(Package.WithTestPoints, testPoint);
        point.WaitUntilReached(installation);
        var machine = MachineFolder.Current();
        var files = Directory.GetFiles(machine.Setup, "*.json").Append(Path.Combine(machine.Path, "maintenance.json")).ToList();
        Assert.IsGreaterThanOrEqualTo(4, files.Count);
        using var refused = new RefusedFiles(files, refusal);
        point.Release();
        var exitCode = installation.Wait().ExitCode;
        evidence.Snapshot("after");
        return (exitCode, before);
    }

    private static void AssertAsBefore(IReadOnlyList<InstanceSight> before, string version)
    {
        foreach (var (was, now) in before.Zip(Instances.Select(instance => instance.Look())))
        {
            Assert.AreEqual((was.State, was.StartType), (now.State, now.StartType), now.Name);
            Assert.AreEqual(was.Health is null ? null : version, now.Health?.Version, now.Name);
        }
    }
}
