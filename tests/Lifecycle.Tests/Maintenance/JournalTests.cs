using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

[TestClass]
public sealed class JournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly JournalEntry Entry = new()
    {
        Plan = new() { Id = "1", Kind = MaintenanceKind.Upgrade, VersionBefore = "1.0.0", Version = "1.1.0", Instances = [State("a"), State("b")] },
        Owner = new(1234, Noon.AddSeconds(-1)),
        StopBegan = Noon,
        StopEnded = Noon.AddSeconds(1),
        Outcomes = [new("a", "service a", LifecycleStep.Stop, StepResult.Forced, ServiceState.Stopped, 0, 17, null)],
    };

    private readonly TempFolder folder = new();
    private readonly FakeFolderProtection protection = new();
    private readonly Journal journal;

    public JournalTests() => journal = new(new MachineProtection(new(folder.Path), protection));

    private string File => Path.Combine(folder.Path, "Setup", "journal.json");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Read_machine_without_an_installation_is_nothing_and_writes_nothing()
    {
        Assert.IsNull(journal.Read());
        Assert.IsNull(journal.ReadLastRun());
        Assert.IsEmpty(folder.Contents());
    }

    [TestMethod]
    public void Write_then_read_from_another_process_gives_the_entry_back()
    {
        journal.Write(Entry);

        var read = new Journal(new MachineProtection(new(folder.Path), protection)).Read()!;

        CollectionAssert.AreEqual(Entry.Outcomes.ToArray(), read.Outcomes.ToArray());
        Assert.AreEqual(Entry.Plan.Serialize(), read.Plan.Serialize());
        Assert.AreEqual(
            (Entry.Owner, Entry.Phase, Entry.StopBegan, Entry.StopEnded, Entry.StartBegan), (read.Owner, read.Phase, read.StopBegan, read.StopEnded, read.StartBegan));
    }

    [TestMethod]
    public void Write_twice_keeps_the_entry_before()
    {
        journal.Write(Entry);
        var first = System.IO.File.ReadAllText(File);
        journal.Write(Entry with { StartBegan = Noon.AddSeconds(2) });

        Assert.AreEqual(first, System.IO.File.ReadAllText(File + AtomicFile.PreviousEnding));
        Assert.AreEqual(Noon.AddSeconds(2), journal.Read()!.StartBegan);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{ \"plan\": ")]
    [DataRow("[]")]
    public void Read_journal_that_is_damaged_says_where_it_is_and_what_to_do(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);

        var refusal = Assert.ThrowsExactly<MaintenanceException>(() => journal.Read());

        Assert.AreEqual($"The journal {File} cannot be read. Set it aside and bring every instance back with: maintenance recover.", refusal.Message);
    }

    [TestMethod]
    public void Close_leaves_the_result_and_no_journal()
    {
        journal.Write(Entry);
        journal.Write(Entry);

        journal.Close(LastRun.Of(Entry, RunResult.Succeeded));

        CollectionAssert.AreEquivalent(new[] { "Setup", Path.Combine("Setup", "last-run.json") }, folder.Contents().Keys.ToArray());
        Assert.IsNull(journal.Read());
        Assert.AreEqual((MaintenanceKind.Upgrade, RunResult.Succeeded), (journal.ReadLastRun()!.Kind, journal.ReadLastRun()!.Result));
    }

    [TestMethod]
    public void Open_takes_room_for_what_will_be_written_and_close_gives_it_back()
    {
        var room = Path.Combine(folder.Path, "Setup", "journal.room");

        journal.Open(Entry.Owner, _ => false, Assert.Fail, _ => Entry);
        Assert.IsGreaterThanOrEqualTo(256 * 1024, new FileInfo(room).Length);

        journal.Close(LastRun.Of(Entry, RunResult.Succeeded));
        Assert.IsFalse(System.IO.File.Exists(room));
    }

    [TestMethod]
    [DataRow(28)]
    [DataRow(unchecked((int)0x80070070))]
    [DataRow(unchecked((int)0x80070027))]
    public void Room_is_given_to_a_write_that_finds_the_disk_full(int error)
    {
        var room = new JournalRoom(folder.Path);
        room.Take(1);
        var tries = 0;

        room.Write(() =>
        {
            if (tries++ == 0)
                throw new IOException("The disk is full.", error);
            Assert.IsFalse(System.IO.File.Exists(folder.File("journal.room")), "There is room now.");
        });

        Assert.AreEqual(2, tries);
        Assert.Throws<IOException>(() => room.Write(() => throw new IOException("The disk is full again.", error)));
    }

    [TestMethod]
    public void Close_without_a_journal_writes_the_result()
    {
        journal.Close(LastRun.Of(Entry, RunResult.RolledBack));

        Assert.AreEqual(RunResult.RolledBack, journal.ReadLastRun()!.Result);
    }

    [TestMethod]
    public void LastRun_tells_each_instance_before_and_after()
    {
        var entry = Entry with
        {
            Outcomes =
            [
                .. Entry.Outcomes,
                new("a", "service a", LifecycleStep.Start, StepResult.Failed, ServiceState.Stopped, 0, 99, "it crashed"),
                new("b", "service b", LifecycleStep.Start, StepResult.Done, ServiceState.Running, 8, 5, null),
            ],
        };

        var run = LastRun.Of(entry, RunResult.SucceededWithProblems);

        CollectionAssert.AreEqual(
            new InstanceRun[]
            {
                new("a", "service a", ServiceState.Running, 4, StepResult.Forced, 17, StepResult.Failed, 99, ServiceState.Stopped, 0, "it crashed"),
                new("b", "service b", ServiceState.Running, 4, null, null, StepResult.Done, 5, ServiceState.Running, 8, null),
            },
            run.Instances.ToArray());
    }

    [TestMethod]
    public void LastRun_without_outcomes_has_the_state_before_as_the_state_after()
    {
        var run = LastRun.Of(Entry with { Outcomes = [] }, RunResult.RolledBack);

        Assert.IsTrue(run.Instances.All(instance => instance.After == ServiceState.Running && instance.StopResult is null && instance.StartResult is null));
    }

    private static InstanceState State(string name) =>
        new(name, $"service {name}", TestMachine.Tentacle, ServiceState.Running, StartType.Automatic, 4);
}
