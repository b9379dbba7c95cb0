using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>While files change there is nothing that could be started; and the old ones are there to be put back.</summary>
[TestClass]
public sealed class ProductFilesTests : MaintenanceTest
{
    private const string Aside = TestMachine.Tentacle + ".before";

    [TestMethod]
    public async Task Between_stop_and_new_files_there_is_no_executable()
    {
        await Stop(Upgrade(Machine.Add("a")));

        Assert.IsFalse(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.IsTrue(Machine.Files.Exists(Aside));
    }

    [TestMethod]
    public async Task One_that_starts_it_all_the_time_is_in_nobodys_way()
    {
        var plan = Upgrade(Machine.Add("a"));
        // Not told by its path: what runs it belongs to somebody else.
        var poller = Machine.Services.Processes.Start(@"C:\Checks\check.exe");
        Machine.Files.RunBy(TestMachine.Tentacle, poller);

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task After_a_success_nothing_is_left_of_the_old_file()
    {
        var plan = Upgrade(Machine.Add("a"));

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        CollectionAssert.AreEqual(new[] { TestMachine.Tentacle }, Machine.Files.FilesIn(Product.Folder!).ToArray());
    }

    [TestMethod]
    public async Task Undone_the_old_file_is_back_although_the_installer_puts_none_back_and_somebody_runs_the_new_one()
    {
        var plan = Upgrade(Machine.Add("a"));
        var before = Machine.Files.IdentityOf(TestMachine.Tentacle);
        await Stop(plan);
        await Start(plan);
        Machine.Files.RunBy(TestMachine.Tentacle, Machine.Services.Processes.Start(@"C:\Checks\check.exe"));

        await UndoStart(plan);
        Assert.IsFalse(Machine.Files.Exists(TestMachine.Tentacle), "The installer would find it in use.");
        await UndoStop(plan);

        Assert.AreEqual(before, Machine.Files.IdentityOf(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Recovered_in_the_middle_of_the_change_the_old_file_wins_over_half_a_new_one()
    {
        var plan = Upgrade(Machine.Add("a"));
        var before = Machine.Files.IdentityOf(TestMachine.Tentacle);
        await Stop(plan);
        Change(plan);

        await Recover();

        Assert.AreEqual(before, Machine.Files.IdentityOf(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Recovered_after_the_start_began_the_new_file_stays()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        await Start(plan);
        var after = Machine.Files.IdentityOf(TestMachine.Tentacle);

        await Recover();

        Assert.AreEqual(after, Machine.Files.IdentityOf(TestMachine.Tentacle));
        Assert.IsFalse(Machine.Files.Exists(Aside));
    }

    [TestMethod]
    public async Task What_an_installation_long_ago_left_aside_never_comes_back()
    {
        Machine.Files.Add(Aside);
        var now = Machine.Files.IdentityOf(TestMachine.Tentacle);
        var plan = Upgrade(Machine.Add("a", fault: Octopus.Tests.Support.ServiceFault.IgnoresStop, runs: TestMachine.Foreign));

        await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.AreEqual(now, Machine.Files.IdentityOf(TestMachine.Tentacle));
    }

    [TestMethod]
    public async Task Repair_that_finds_the_file_good_as_it_was_has_it_again()
    {
        var plan = Upgrade(Machine.Add("a")) with { Kind = MaintenanceKind.Repair };
        await Stop(plan);
        Machine.Health.Version = plan.Version;

        await Machine.Time.Drive(NewRun().Start(plan, CancellationToken.None));

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Reader_that_keeps_it_from_being_renamed_is_named_and_everything_is_as_it_was()
    {
        var plan = Upgrade(Machine.Add("a")) with { Files = ["Other.dll"] };
        Machine.Files.Add(WindowsPath.Combine(Product.Folder!, "Other.dll"));
        var reader = Machine.Services.Processes.Start(@"C:\Scanner\scan.exe");
        Machine.Files.Hold(WindowsPath.Combine(Product.Folder!, "Other.dll"), reader);

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.Contains("scan.exe", failure.Message);
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.IsFalse(Machine.Files.Exists(Aside));
        AssertAsRecorded(plan);
    }
}
