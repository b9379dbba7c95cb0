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

    [TestMethod]
    public async Task Reader_of_the_new_file_while_it_is_undone_costs_nobody_the_old_one()
    {
        var plan = Upgrade(Machine.Add("a"));
        var before = Machine.Files.IdentityOf(TestMachine.Tentacle);
        await Stop(plan);
        await Start(plan);
        var reader = Machine.Services.Processes.Start(@"C:\Scanner\scan.exe");
        Machine.Files.Hold(TestMachine.Tentacle, reader);

        await UndoStart(plan);
        await UndoStop(plan);

        Assert.IsTrue(Machine.Files.Exists(Aside));
        Assert.AreEqual(MaintenancePhase.Changing, Journal.Read()!.Phase);
        Assert.Contains($"{TestMachine.Tentacle} could not be put back. {TestMachine.Tentacle} is held by process {reader} (C:\\Scanner\\scan.exe) and cannot be replaced.", Journal.Read()!.Problems);
        Machine.Services.Processes.Exit(reader);
        await Recover();
        Assert.AreEqual(before, Machine.Files.IdentityOf(TestMachine.Tentacle));
        Assert.IsNull(Journal.Read());
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Reader_of_the_file_aside_is_waited_for_a_moment()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        Machine.Files.Held.Add(Aside);
        using var lets = Machine.Time.CreateTimer(_ => Machine.Files.Held.Remove(Aside), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        await UndoStop(plan);

        Assert.IsFalse(Machine.Files.Exists(Aside));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task File_aside_that_others_only_read_is_copied()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        Machine.Files.Hold(Aside, Machine.Services.Processes.Start(@"C:\Scanner\scan.exe"));

        await UndoStop(plan);

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task What_stays_held_is_never_thrown_away_and_comes_back_with_the_first_recovery_that_can()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        Machine.Files.Held.Add(Aside);

        await UndoStop(plan);
        await Recover();
        Assert.IsTrue(Machine.Files.Exists(Aside));
        Machine.Files.Held.Clear();
        await Recover();

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.IsNull(Journal.Read());
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Executable_still_aside_is_put_back_for_a_service_that_is_owed()
    {
        var state = Machine.Add("a", ServiceState.Stopped);
        Assert.IsTrue(Machine.Files.TryMove(TestMachine.Tentacle, Aside));
        Journal.Owe([new(state with { State = ServiceState.Running }, "Install of version 1.1.0", Machine.Time.GetUtcNow(), JournalOwner.Nobody, IsHeld: false)]);

        await Recover();

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Next_installation_waits_for_who_reads_the_file_aside_that_an_interrupted_one_has_left()
    {
        await Stop(Upgrade(Machine.Add("a")));
        var reader = Machine.Services.Processes.Start(@"C:\Scanner\scan.exe");
        Machine.Files.Hold(Aside, reader);
        using var end = Machine.Time.CreateTimer(_ => Machine.Services.Processes.Exit(reader), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        var next = Upgrade(Machine.Record("a"));

        await Stop(next);
        await Start(next);
        Complete(next);

        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Reader_who_stays_at_a_file_long_replaced_is_named_and_everything_runs_on()
    {
        Machine.Files.Add(Aside);
        var reader = Machine.Services.Processes.Start(@"C:\Scanner\scan.exe");
        Machine.Files.Hold(Aside, reader);
        var plan = Upgrade(Machine.Add("a"));

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.AreEqual($@"{Aside} is held by process {reader} (C:\Scanner\scan.exe) and cannot be replaced. End what holds it and install again.", failure.Message);
        AssertAsRecorded(plan);
    }
}
