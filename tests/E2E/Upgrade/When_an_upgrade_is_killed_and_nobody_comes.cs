using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Windows Installer dies somewhere in an upgrade, and nobody looks: the guard brings every instance back.</summary>
[TestClass, MachineTest]
public sealed class When_an_upgrade_is_killed_and_nobody_comes
{
    private static readonly ArrangedInstance[] Instances =
    [
        new("Tentacle", Runs: true), new("by hand", Runs: true, StartType.Manual), new("idle", Runs: false), new("off", Runs: false, StartType.Disabled),
    ];

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_an_upgrade_is_killed_and_nobody_comes)} clean-up"));

    [TestMethod]
    [DataRow(nameof(Place.AfterStop), "1.0.0")]
    [DataRow(nameof(Place.AfterRemove), "1.0.0")]
    [DataRow(nameof(Place.AfterFiles), "1.0.0")]
    [DataRow(nameof(Place.AfterStart), "1.1.0")]
    [DataRow(nameof(Place.BeforeCommit), "1.1.0")]
    public async Task Everything_is_as_it_was(string place, string version)
    {
        var evidence = new Evidence(Path.Combine(nameof(When_an_upgrade_is_killed_and_nobody_comes), place));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        var before = Instances.Select(instance => instance.Look()).ToList();
        using (var point = new TestPoint())
        {
            using var installation = msiexec.Start(Package.WithTestPoints, TestPoint.HoldAt(Enum.Parse<Place>(place)));
            point.WaitUntilReached(installation);
            Assert.IsTrue(SetupGuard.IsThere, "Nobody watches over the installation.");
            Msiexec.Kill();
        }

        await SetupGuard.WaitForItsEnd();
        evidence.Snapshot("after");

        foreach (var (was, now) in before.Zip(Instances.Select(instance => instance.Look())))
        {
            Assert.AreEqual((was.State, was.StartType), (now.State, now.StartType), now.Name);
            Assert.AreEqual(was.Health is null ? null : version, now.Health?.Version, now.Name);
        }

        var journal = WindowsMaintenance.Machine().Journal;
        Assert.IsNull(journal.Read());
        Assert.IsEmpty(journal.ReadOwed());
        Assert.AreEqual(RunResult.Recovered, journal.ReadLastRun()!.Result);
        Assert.IsTrue(journal.ReadLastRun()!.Instances.All(instance => instance.Problem is null));

        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.New).ExitCode, "The next installation.");
        Assert.IsTrue(Instances.Where(instance => instance.Runs).All(instance => instance.Look().Health?.Version == "1.1.0"));
        Assert.IsFalse(SetupGuard.IsThere);
    }
}
