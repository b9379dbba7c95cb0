using CsCheck;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>A record that gets another name: it is never away, and nobody else's is touched.</summary>
[TestClass]
public sealed class InstanceRenameTests : StoreTest
{
    [TestMethod]
    public void Rename_moves_the_record_and_leaves_the_others()
    {
        Store.Add(Record("blue"));
        Store.Add(Record("other"));

        Store.Rename("BLUE", Record("blue") with { Name = "green" });

        CollectionAssert.AreEqual(new[] { "green", "other" }, Names());
        Assert.AreEqual(Record("blue").ConfigurationFilePath, Store.Read().Instances[0].ConfigurationFilePath);
        Assert.IsFalse(File.Exists(PathOf("blue")));
    }

    [TestMethod]
    [DataRow("green")]
    [DataRow("BLUE")]
    public void Rename_that_fails_half_way_is_taken_back(string name)
    {
        var legacy = new FakeLegacyIndex { RemovalRefusal = new UnauthorizedAccessException("The registry is closed.") };
        var store = new InstanceStore(new(Path.GetDirectoryName(Path.GetDirectoryName(Folder)!)!), Application.Tentacle, legacy);
        store.Add(Record("blue"));

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => store.Rename("blue", Record("blue") with { Name = name }));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => store.Remove("blue"));

        Assert.AreEqual("blue", Assert.ContainsSingle(store.Read().Instances).Name);
        Assert.IsEmpty(store.Read().Problems);
        Assert.IsTrue(File.Exists(PathOf("blue")));
    }

    [TestMethod]
    public void Rename_and_removal_take_a_record_that_is_marked_read_only()
    {
        Store.Add(Record("blue"));
        File.SetAttributes(PathOf("blue"), FileAttributes.ReadOnly);

        Store.Rename("blue", Record("blue") with { Name = "green" });
        File.SetAttributes(PathOf("green"), FileAttributes.ReadOnly);
        Store.Remove("green");

        Assert.IsEmpty(Names());
    }

    [TestMethod]
    public void Name_that_is_there_typed_otherwise_is_taken()
    {
        Store.Add(Record("caf\u00E9"));

        Assert.Contains("There is an instance 'caf\u00E9' already.", Refuses(InstanceError.AlreadyExists, () => Store.Add(Record("Cafe\u0301"))).Message);
        Assert.AreEqual("caf\u00E9", Store.Read().Find("CAFE\u0301")?.Name);
    }

    [TestMethod]
    [DataRow("BLUE one")]
    [DataRow("blue-one")]
    public void Rename_within_one_file_keeps_the_file(string name)
    {
        Store.Add(Record("blue one"));

        Store.Rename("blue one", Record("blue one") with { Name = name });

        Assert.AreEqual(name, Assert.ContainsSingle(Names()));
        Assert.IsTrue(File.Exists(PathOf("blue-one")));
    }

    [TestMethod]
    public void Rename_that_cannot_take_the_old_name_away_leaves_it_and_no_other()
    {
        Store.Add(Record("blue"));
        var store = new InstanceStore(Machine, Application.Tentacle, new StubbornIndex());

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => store.Rename("legacy", Record("legacy") with { Name = "green" }));

        CollectionAssert.AreEqual(new[] { "blue", "legacy" }, store.Read().Instances.Select(record => record.Name).ToArray());
        Assert.IsFalse(File.Exists(PathOf("green")));
    }

    [TestMethod]
    public void Rename_to_a_name_that_is_taken_changes_nothing()
    {
        Store.Add(Record("blue"));
        Store.Add(Record("Prod A"));
        var before = File.ReadAllText(PathOf("prod-a"));

        Refuses(InstanceError.AlreadyExists, () => Store.Rename("blue", Record("blue") with { Name = "prod-a" }));

        CollectionAssert.AreEqual(new[] { "blue", "Prod A" }, Names());
        Assert.AreEqual(before, File.ReadAllText(PathOf("prod-a")));
    }

    [TestMethod]
    public void Rename_onto_a_file_that_holds_no_record_changes_nothing()
    {
        Store.Add(Record("blue"));
        Place("green.config", "{");

        Refuses(InstanceError.AlreadyExists, () => Store.Rename("blue", Record("blue") with { Name = "green" }));

        Assert.AreEqual("{", File.ReadAllText(PathOf("green")));
        Assert.AreEqual("blue", Assert.ContainsSingle(Names()));
    }

    [TestMethod]
    public void Rename_of_nobody_is_refused() =>
        Refuses(InstanceError.NotFound, () => Store.Rename("nobody", Record("green")));

    [TestMethod]
    public void Rename_of_an_instance_of_the_old_index_moves_it_into_the_new_one()
    {
        var store = Create(Record("old"));

        store.Rename("old", Record("old") with { Name = "new" });

        Assert.AreEqual("new", Assert.ContainsSingle(store.Read().Instances).Name);
        Assert.IsTrue(File.Exists(PathOf("new")));
    }

    [TestMethod]
    public void Rename_takes_copies_of_the_old_record_with_it()
    {
        Store.Add(Record("blue"));
        File.Copy(PathOf("blue"), PathOf("blue - copy"));

        Store.Rename("blue", Record("blue") with { Name = "green" });

        Assert.AreEqual("green", Assert.ContainsSingle(Names()));
    }

    [TestMethod]
    public void Rename_there_and_back_is_as_before() =>
        LegalNames.Any.Array[2, 2].Where(names => InstanceName.Slug(names[0]) != InstanceName.Slug(names[1])).Sample(
            names =>
            {
                using var machine = new TempFolder();
                var store = new InstanceStore(new(machine.Path), Application.Server, new FakeLegacyIndex());
                store.Add(Record(names[0]));
                var before = store.Read().Instances.Single();

                store.Rename(names[0], before with { Name = names[1] });
                Assert.AreEqual(names[1], store.Read().Instances.Single().Name);
                store.Rename(names[1], before);

                Assert.AreEqual(before, store.Read().Instances.Single());
            },
            iter: 40);

    private sealed class StubbornIndex : ILegacyIndex
    {
        public IReadOnlyList<InstanceRecord> Read(Application application) => [Record("legacy")];

        public bool Remove(Application application, string name) => throw new UnauthorizedAccessException("The key may not be deleted.");
    }
}
