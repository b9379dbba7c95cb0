using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>
/// Files that come from version control, from media, or that somebody has marked read-only: Windows refuses to delete and to replace
/// them, and ours are changed all the same. Elsewhere the mark means nothing, so these are no unit tests.
/// </summary>
[TestClass]
public sealed class ReadOnlyFilesTests : IDisposable
{
    private readonly TempFolder machine = new();

    private InstanceStore Store => new(new(machine.Path), Application.Tentacle, new FakeLegacyIndex());

    private string Index => new MachineFolder(machine.Path).Instances(Application.Tentacle);

    public void Dispose() => machine.Dispose();

    [TestMethod]
    public void Configuration_is_changed()
    {
        var record = new InstanceRecord("Lager", machine.File("Tentacle.config"));
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = 10961 });
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = 10962 });
        MarkAll(machine.Path);

        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = 10963 });

        Assert.AreEqual(10963, ConfigurationFile.Read(record).Port);
        Assert.HasCount(2, Directory.GetFiles(machine.Path));
    }

    [TestMethod]
    public void Record_is_renamed_and_removed()
    {
        var record = new InstanceRecord("Lager", @"E:\Lager\Tentacle.config");
        Store.Add(record);
        MarkAll(Index);

        Store.Rename("Lager", record with { Name = "Depot" });
        Assert.AreEqual("Depot", Assert.ContainsSingle(Store.Read().Instances).Name);
        MarkAll(Index);

        Store.Remove("Depot");
        Assert.IsEmpty(Store.Read().Instances);
    }

    [TestMethod]
    public void Home_gets_another_mark()
    {
        new HomeMark("Tentacle", "Lager").Write(machine.Path);
        MarkAll(machine.Path);

        new HomeMark("Tentacle", "Depot").Write(machine.Path);

        Assert.AreEqual("Depot", HomeMark.Read(machine.Path)!.InstanceName);
    }

    [TestMethod]
    public void Record_that_cannot_be_taken_away_leaves_its_instance_as_it_is()
    {
        var record = new InstanceRecord("Lager", @"E:\Lager\Tentacle.config");
        Store.Add(record);
        var file = Assert.ContainsSingle(Directory.GetFiles(Index));
        using var held = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);

        var failure = Assert.Throws<Exception>(() => Store.Rename("Lager", record with { Name = "Depot" }));

        Assert.Contains(file, failure.Message);
        Assert.AreEqual("Lager", Assert.ContainsSingle(Store.Read().Instances).Name);
    }

    private static void MarkAll(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            File.SetAttributes(file, FileAttributes.ReadOnly);
    }
}
