using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>The file that says whose home a folder is.</summary>
[TestClass]
public sealed class HomeMarkTests : IDisposable
{
    private readonly TempFolder folder = new();

    [TestMethod]
    public void Read_gives_what_was_written()
    {
        new HomeMark("Tentacle", "Größe 実例").Write(folder.Path);

        Assert.AreEqual(new HomeMark("Tentacle", "Größe 実例"), HomeMark.Read(folder.Path));
        Assert.AreEqual(HomeMark.FileName, Path.GetFileName(Assert.ContainsSingle(Directory.GetFiles(folder.Path))));
    }

    [TestMethod]
    public void Read_of_a_folder_without_one_gives_none() => Assert.IsNull(HomeMark.Read(folder.File("nowhere")));

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{\"Application\":1,\"InstanceName\":\"x\"}")]
    [DataRow("{\"Application\":\"Tentacle\"}")]
    public void Read_of_what_is_no_mark_gives_none(string text)
    {
        File.WriteAllText(HomeMark.PathIn(folder.Path), text);

        Assert.IsNull(HomeMark.Read(folder.Path));
    }

    [TestMethod]
    public void Link_in_place_of_the_mark_is_none_and_is_not_written_through()
    {
        var elsewhere = folder.File("elsewhere.json");
        File.WriteAllText(elsewhere, """{"Application":"Tentacle","InstanceName":"x"}""");
        var before = File.ReadAllText(elsewhere);
        File.CreateSymbolicLink(HomeMark.PathIn(folder.Path), elsewhere);
        Assert.IsNull(HomeMark.Read(folder.Path));

        new HomeMark("Tentacle", "y").Write(folder.Path);

        Assert.AreEqual(before, File.ReadAllText(elsewhere));
        Assert.AreEqual("y", HomeMark.Read(folder.Path)!.InstanceName);
    }

    public void Dispose() => folder.Dispose();
}
