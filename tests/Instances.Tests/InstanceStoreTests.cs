using System.Text.Json;
using CsCheck;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class InstanceStoreTests : StoreTest
{
    [TestMethod]
    public void Read_machine_without_instances_is_empty_and_writes_nothing()
    {
        var index = Store.Read();

        Assert.IsEmpty(index.Instances);
        Assert.IsEmpty(index.Problems);
        Assert.IsFalse(Directory.Exists(Folder));
    }

    [TestMethod]
    public void Add_writes_the_vendors_file()
    {
        Store.Add(Record("Prod A"));

        using var file = JsonDocument.Parse(File.ReadAllText(PathOf("prod-a")));
        Assert.AreEqual("Prod A", file.RootElement.GetProperty("Name").GetString());
        Assert.AreEqual(@"C:\Octopus\Prod A\Tentacle.config", file.RootElement.GetProperty("ConfigurationFilePath").GetString());
    }

    [TestMethod]
    public void Read_lists_what_was_added_by_name()
    {
        foreach (var name in new[] { "blue", "Alpha", "charlie" })
            Store.Add(Record(name));

        CollectionAssert.AreEqual(new[] { Record("Alpha"), Record("blue"), Record("charlie") }, Create().Read().Instances.ToArray());
    }

    [TestMethod]
    public void Add_then_remove_any_legal_names_leaves_what_was_there() =>
        LegalNames.Any.Array[1, 4].Sample(
            names =>
            {
                using var machine = new TempFolder();
                var store = new InstanceStore(new(machine.Path), Application.Server, new FakeLegacyIndex());
                var added = names.DistinctBy(InstanceName.Slug).ToList();
                foreach (var name in added)
                    store.Add(Record(name));

                var index = store.Read();
                CollectionAssert.AreEquivalent(added, index.Instances.Select(record => record.Name).ToList());
                Assert.IsEmpty(index.Problems);

                foreach (var name in added)
                    store.Remove(name.ToUpperInvariant());
                Assert.IsEmpty(store.Read().Instances);
            },
            iter: 60);

    [TestMethod]
    [DataRow("Prod A", "There is an instance 'Prod A' already.")]
    [DataRow("PROD a", "There is an instance 'Prod A' already.")]
    [DataRow("Prod-A", "too close to the existing instance 'Prod A': both would be kept in prod-a.config")]
    public void Add_name_of_the_same_case_or_slug_is_refused(string name, string why)
    {
        Store.Add(Record("Prod A"));

        Assert.Contains(why, Refuses(InstanceError.AlreadyExists, () => Store.Add(Record(name))).Message);
        Assert.Contains(why, Refuses(InstanceError.AlreadyExists, () => Store.RequireFree(Record(name))).Message);
        CollectionAssert.AreEqual(new[] { "Prod A" }, Names());
    }

    [TestMethod]
    // Both letters have one capital, so they are equal without regard to case; their small letters, and so the slugs, differ.
    [DataRow("\u03B2", "\u03D0")]
    [DataRow("\u00B5", "\u03BC")]
    [DataRow("\u03B2 a", "\u03D0-a")]
    public void Add_name_that_differs_in_case_only_is_refused_also_when_the_slug_differs(string name, string other)
    {
        Store.Add(Record(name));

        Refuses(InstanceError.AlreadyExists, () => Store.Add(Record(other)));

        Assert.IsEmpty(Store.Read().Problems);
    }

    [TestMethod]
    public void Add_in_the_place_of_an_unreadable_record_is_refused_and_leaves_it()
    {
        Place("prod-a.config", "not json");

        var refusal = Refuses(InstanceError.AlreadyExists, () => Store.Add(Record("Prod A")));

        Assert.Contains(PathOf("prod-a"), refusal.Message);
        Assert.AreEqual("not json", File.ReadAllText(PathOf("prod-a")));
    }

    [TestMethod]
    public void Add_in_the_place_of_another_instances_record_is_refused_and_leaves_it()
    {
        Place("prod-a.config", """{"Name":"Moved","ConfigurationFilePath":"C:\\x"}""");

        Assert.Contains("holds the record of 'Moved'", Refuses(InstanceError.AlreadyExists, () => Store.Add(Record("Prod A"))).Message);

        CollectionAssert.AreEqual(new[] { "Moved" }, Names());
    }

    [TestMethod]
    public void Add_name_of_a_legacy_entry_is_refused()
    {
        var store = Create(Record("Old"));

        Refuses(InstanceError.AlreadyExists, () => store.Add(Record("old")));
    }

    [TestMethod]
    public void Remove_without_regard_to_case_takes_the_record_away_and_no_other()
    {
        Store.Add(Record("Prod A"));
        Store.Add(Record("Prod B"));

        Store.Remove("PROD A");

        CollectionAssert.AreEqual(new[] { "Prod B" }, Names());
    }

    [TestMethod]
    public void Remove_record_in_a_file_of_another_name_finds_it()
    {
        Place("anything.config", """{"Name":"Prod A","ConfigurationFilePath":"C:\\x"}""");

        Store.Remove("Prod A");

        Assert.IsEmpty(Names());
    }

    [TestMethod]
    public void Remove_takes_copies_too_so_that_the_instance_does_not_come_back()
    {
        Store.Add(Record("Prod A"));
        Store.Add(Record("Prod B"));
        Place("copy of prod-a.config", """{"Name":"prod a","ConfigurationFilePath":"C:\\x"}""");

        Store.Remove("Prod A");

        CollectionAssert.AreEqual(new[] { "Prod B" }, Names());
    }

    [TestMethod]
    public void Remove_unknown_name_is_refused()
    {
        Store.Add(Record("Prod A"));

        Assert.Contains("'Prod B'", Refuses(InstanceError.NotFound, () => Store.Remove("Prod B")).Message);
        CollectionAssert.AreEqual(new[] { "Prod A" }, Names());
    }

    [TestMethod]
    public void Remove_takes_file_and_legacy_entry_of_the_name()
    {
        var store = Create(Record("Both"), Record("Legacy"));
        Place("both.config", """{"Name":"Both","ConfigurationFilePath":"C:\\x"}""");

        store.Remove("both");
        store.Remove("legacy");

        Assert.IsEmpty(store.Read().Instances);
    }

    [TestMethod]
    public void Read_adds_legacy_entries_and_the_file_wins()
    {
        Place("both.config", """{"Name":"Both","ConfigurationFilePath":"C:\\from the file"}""");
        var store = Create(new("BOTH", @"C:\from the registry"), new("Legacy", @"C:\from the registry"));

        CollectionAssert.AreEqual(
            new InstanceRecord[] { new("Both", @"C:\from the file"), new("Legacy", @"C:\from the registry") },
            store.Read().Instances.ToArray());
        Assert.IsEmpty(store.Read().Problems);
    }

    [TestMethod]
    public void Lock_of_the_same_store_can_be_taken_again_while_it_is_held()
    {
        using (Store.Lock())
        {
            using var again = Store.Lock();
            Store.Add(Record("a"));
        }

        using var other = Create().Lock();
        CollectionAssert.AreEqual(new[] { "a" }, Names());
    }

    [TestMethod]
    public async Task Lock_held_by_another_store_is_waited_for()
    {
        var held = Create().Lock();
        var add = Task.Run(() => Store.Add(Record("a")));
        // Long enough for a store that does not wait to be done.
        await Task.Delay(TimeSpan.FromMilliseconds(150));
        Assert.IsFalse(add.IsCompleted);

        held.Dispose();
        await add;

        CollectionAssert.AreEqual(new[] { "a" }, Names());
    }

    [TestMethod]
    public async Task Add_from_many_programs_at_once_gives_the_name_to_one()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            try
            {
                Create().Add(Record("wanted"));
                return 1;
            }
            catch (InstanceException taken) when (taken.Error == InstanceError.AlreadyExists)
            {
                return 0;
            }
        })));

        Assert.AreEqual(1, attempts.Sum());
        CollectionAssert.AreEqual(new[] { "wanted" }, Names());
    }

    [TestMethod]
    public void Lock_that_another_store_keeps_is_given_up_as_busy()
    {
        using var held = Create().Lock();

        var refusal = Refuses(InstanceError.Busy, () => Create(TimeSpan.FromSeconds(0.1)).Add(Record("a")));

        Assert.Contains(Folder, refusal.Message);
        Assert.Contains("for 0.1 seconds", refusal.Message);
        Assert.Contains("Try again", refusal.Message);
        Assert.IsEmpty(Names());
    }

    [TestMethod]
    public void Whoever_holds_everything_that_everybody_may_read_keeps_nobody_from_changing_instances()
    {
        Store.Add(Record("a"));
        var held = Directory.GetFiles(Folder).Select(file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read)).ToList();
        try
        {
            Create(TimeSpan.Zero).Add(Record("b"));

            CollectionAssert.AreEqual(new[] { "a", "b" }, Names());
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }
    }

    [TestMethod]
    public void Lock_is_where_only_administrators_may_read()
    {
        using (Store.Lock())
        {
            var locked = Directory.GetFiles(new MachineFolder(Path.GetFullPath(Path.Combine(Folder, "..", ".."))).Setup);
            Assert.AreEqual("Tentacle.lock", Path.GetFileName(locked.Single()));
            Assert.IsEmpty(Directory.GetFiles(Folder));
        }
    }

    [TestMethod]
    public void Lock_that_cannot_be_made_is_no_busy_program()
    {
        // Where the folder should be, a file stands; waiting does not help.
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        File.WriteAllText(Folder, "");

        Assert.ThrowsExactly<IOException>(() => Store.Add(Record("a")));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Lock_on_a_broken_file_is_no_busy_program()
    {
        // Two links that lead to each other: the file fails to open with an error that is no conflict of locks.
        Directory.CreateDirectory(Path.GetDirectoryName(LockFile)!);
        File.CreateSymbolicLink(LockFile, LockFile + "2");
        File.CreateSymbolicLink(LockFile + "2", LockFile);

        Assert.ThrowsExactly<IOException>(() => Store.Add(Record("a")));
    }
}
