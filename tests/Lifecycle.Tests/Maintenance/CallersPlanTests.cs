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

    [TestMethod]
    [DataRow(MaintenanceKind.Install, @"C:\Windows\System32", @"lies in C:\Windows")]
    [DataRow(MaintenanceKind.Upgrade, @"C:\Windows\", "is a folder of Windows itself")]
    [DataRow(MaintenanceKind.Upgrade, @"C:\", "is a whole drive")]
    public async Task Folder_of_Windows_is_refused_before_anything_changes(MaintenanceKind kind, string folder, string reason)
    {
        Places.System.Add(@"C:\Windows");
        var library = WindowsPath.Combine(folder, "shell32.dll");
        Machine.Files.Add(library);
        var plan = Upgrade(Machine.Add("a"));

        var refusal = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Sent(plan with { Kind = kind, Folder = folder, Adopts = true, Files = ["shell32.dll"] })));

        Assert.StartsWith($"INSTALLFOLDER is '{folder}', and that {reason}", refusal.Message);
        Assert.IsTrue(Machine.Files.Exists(library));
        Assert.IsNull(Journal.Read());
        AssertAsRecorded(plan);
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Repair)]
    [DataRow(MaintenanceKind.Uninstall)]
    public async Task Folder_of_a_repair_or_a_removal_is_the_one_of_the_product_whatever_the_plan_says(MaintenanceKind kind)
    {
        const string library = @"C:\Windows\System32\shell32.dll";
        Machine.Files.Add(library);
        var plan = Upgrade(Machine.Add("a"));

        await Repair(plan with { Kind = kind, Folder = WindowsPath.Folder(library), Files = ["shell32.dll"] });

        Assert.IsTrue(Machine.Files.Exists(library));
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Removal_of_a_product_that_is_not_registered_from_a_folder_of_Windows_is_refused()
    {
        Places.System.Add(@"C:\Windows");
        (Product.Folder, Product.Version) = (null, null);

        await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Sent(Upgrade() with { Kind = MaintenanceKind.Uninstall, Folder = @"C:\Windows\System32" })));
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Upgrade)]
    [DataRow(MaintenanceKind.Uninstall)]
    public async Task Files_that_the_plan_names_are_only_touched_where_the_product_is(MaintenanceKind kind)
    {
        var stranger = WindowsPath.Combine(Elsewhere, "payroll.dll");
        Machine.Files.Add(stranger);

        await Repair(Upgrade() with { Kind = kind, Folder = Elsewhere, Adopts = true, Files = ["payroll.dll"] });

        Assert.IsTrue(Machine.Files.Exists(stranger));
    }

    [TestMethod]
    [DataRow(@"drivers\disk.sys")]
    [DataRow("secrets.pfx")]
    [DataRow("Tentacle.exe.before.txt")]
    [DataRow("LICENSE")]
    public async Task File_of_a_kind_that_no_package_has_stays(string name)
    {
        var file = WindowsPath.Combine(Product.Folder!, name);
        Machine.Files.Add(file);
        var identity = Machine.Files.IdentityOf(file);
        var plan = Sent(Upgrade() with { Files = [name] });
        await Stop(plan);
        await Start(plan);

        Complete(plan);

        Assert.AreEqual(identity, Machine.Files.IdentityOf(file));
    }

    [TestMethod]
    public async Task Change_of_the_Manager_takes_no_other_file_away()
    {
        var plan = Upgrade(Machine.Add("a"));

        await Repair(plan with { ManagerOnly = true, Files = ["Tentacle.exe"] });

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Repair_has_every_file_again_that_it_found_good_below_its_folder_too()
    {
        var resources = WindowsPath.Combine(Product.Folder!, @"de\Tentacle.resources.dll");
        Machine.Files.Add(resources);

        await Repair(Upgrade(Machine.Add("a")) with { Kind = MaintenanceKind.Repair, Files = [@"de\Tentacle.resources.dll"] });

        Assert.IsTrue(Machine.Files.Exists(resources));
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
