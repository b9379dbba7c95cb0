using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// The plan is made in the process of whoever installs. Where any user may repair, it says what he wants: these are repairs, whatever they
/// are called.
/// </summary>
[TestClass]
public sealed class CallersPlanTests : MaintenanceTest
{
    private const string Elsewhere = @"D:\Mallory";
    private const string Manager = @"C:\Program Files\Octopus Deploy\Tentacle\Octopus.Manager.exe";

    [TestMethod]
    public async Task Repair_that_is_called_an_uninstallation_keeps_nobody_down_and_deletes_nothing()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));

        await Repair(plan with { Kind = MaintenanceKind.Uninstall });

        AssertAsRecorded(plan);
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
        Assert.Contains("is still there", Assert.ContainsSingle(Journal.ReadLastRun()!.Problems));
        Assert.IsEmpty(Journal.ReadOwed());
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Repair, "1.0.0")]
    [DataRow(MaintenanceKind.Upgrade, "0.9.0")]
    [DataRow(MaintenanceKind.Install, null)]
    [DataRow(MaintenanceKind.Uninstall, null)]
    public async Task Repair_that_nobody_is_to_survive_keeps_nobody_down_and_no_file_away(MaintenanceKind kind, string? version)
    {
        Machine.Files.Add(Manager);
        var plan = Upgrade(Machine.Add("a"));

        await Repair(plan with { Kind = kind, VersionBefore = version, Restart = RestartChoice.None, Files = ["Octopus.Manager.exe", "Tentacle.exe"] });

        AssertAsRecorded(plan);
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.IsTrue(Machine.Files.Exists(Manager));
        Assert.Contains(line => line.StartsWith("RESTARTINSTANCES=none does not hold", StringComparison.Ordinal), Reported);
    }

    [TestMethod]
    public async Task Start_that_is_told_another_installation_keeps_nobody_down()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(Sent(plan));

        await Machine.Time.Drive(NewRun().Start(Sent(plan with { Id = "another", Kind = MaintenanceKind.Uninstall, Restart = RestartChoice.None }), CancellationToken.None));

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Services_run_no_executable_of_a_folder_in_which_the_product_is_not()
    {
        Machine.Files.Add(WindowsPath.Combine(Elsewhere, "Tentacle.exe"));
        var plan = Upgrade(Machine.Add("a"));

        await Repair(plan with { Folder = Elsewhere, Adopts = true });

        AssertAsRecorded(plan);
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
    }

    [TestMethod]
    public async Task Services_run_none_either_when_their_own_cannot_be_put_back()
    {
        Machine.Files.Add(WindowsPath.Combine(Elsewhere, "Tentacle.exe"));
        var plan = Upgrade(Machine.Add("a"));
        await Stop(Sent(plan with { Folder = Elsewhere, Adopts = true }));
        Machine.Files.Add(WindowsPath.Combine(Elsewhere, "Tentacle.exe"));
        Machine.Files.Held.Add(TestMachine.Tentacle + ".before");

        await UndoStop(plan);

        Assert.AreEqual(plan.Instances[0].ImagePath, Machine.Record("a").ImagePath);
    }

    private static MaintenancePlan Sent(MaintenancePlan plan) => MaintenancePlan.Parse(plan.Serialize());

    /// <summary>A repair that finds every file good as it was: the installer replaces none.</summary>
    private async Task Repair(MaintenancePlan called)
    {
        called = Sent(called);
        await Stop(called);
        Machine.Health.Version = called.Version;
        await Machine.Time.Drive(NewRun().Start(called, CancellationToken.None));
        Complete(called);
    }
}
