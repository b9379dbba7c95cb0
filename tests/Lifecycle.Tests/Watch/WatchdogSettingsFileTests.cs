using System.Text;
using CsCheck;
using Octopus.Instances;
using Octopus.Lifecycle.Watch;

namespace Octopus.Tests.Lifecycle.Watch;

[TestClass]
public sealed class WatchdogSettingsFileTests : WatchTest
{
    private const string Whole = """{"Interval":5,"Instances":["Prod A","b"]}""";

    [TestMethod]
    public void Read_where_nothing_was_written_gives_nothing() => Assert.IsNull(Settings.Read());

    [TestMethod]
    public void Read_gives_back_any_names_that_were_written()
    {
        string[] names = ["Prod A", "a, b", "R&D", "größe 😀", "^(!)", "semi;colon", "*x"];

        Settings.Write(new(60, WatchScope.Of(names)));

        Assert.AreEqual(60, Settings.Read()!.Interval);
        CollectionAssert.AreEqual(names, Settings.Read()!.Scope.Names.ToArray());
    }

    [TestMethod]
    public void Write_keeps_what_was_there_before_beside_it()
    {
        Settings.Write(new(1, WatchScope.All));
        Settings.Write(new(1440, WatchScope.Of(["a"])));

        Assert.AreEqual(1440, Settings.Read()!.Interval);
        Assert.Contains("*", File.ReadAllText(Settings.Path + AtomicFile.PreviousEnding));
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("utf-16")]
    public void Settings_by_hand_are_read_in_the_encoding_that_the_editor_has_chosen(string encoding)
    {
        var written = Encoding.GetEncoding(encoding);
        Plant([.. written.GetPreamble(), .. written.GetBytes("{ interval: 7, 'instances': ['Prod Ä', /* 'blue', */], } // every week")]);

        Assert.AreEqual((7, "Prod Ä"), (Settings.Read()!.Interval, Assert.ContainsSingle(Settings.Read()!.Scope.Names)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"Interval":0,"Instances":["*"]}""")]
    [DataRow("""{"Interval":1441,"Instances":["*"]}""")]
    [DataRow("""{"Interval":1.5,"Instances":["*"]}""")]
    [DataRow("""{"Interval":"5","Instances":["*"]}""")]
    [DataRow("""{"Interval":5,"Instances":"*"}""")]
    [DataRow("""{"Interval":5,"Instances":[]}""")]
    [DataRow("""{"Interval":5,"Instances":["a",null]}""")]
    [DataRow("""{"Interval":5,"Instances":["a",7]}""")]
    [DataRow("""{"Interval":5,"Instances":["a"," "]}""")]
    [DataRow("""{"Interval":5,"Instances":["\ud800"]}""")]
    public void Read_of_anything_else_is_refused_by_name(string text)
    {
        Plant(Encoding.UTF8.GetBytes(text));

        AssertRefused();
    }

    [TestMethod]
    public void Read_of_a_file_that_is_too_large_is_refused()
    {
        Plant(Encoding.UTF8.GetBytes(Whole + new string(' ', 1024 * 1024)));

        AssertRefused();
    }

    [TestMethod]
    public void Read_of_a_folder_in_its_place_gives_nothing()
    {
        Directory.CreateDirectory(Settings.Path);

        Assert.IsNull(Settings.Read());
    }

    [TestMethod]
    public void Read_of_any_bytes_gives_settings_that_make_sense_or_a_refusal() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 80],
            Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte, (at, value) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Whole);
                bytes[at] = value;
                return bytes;
            })).Sample(
            bytes =>
            {
                Plant(bytes);
                try
                {
                    var settings = Settings.Read()!;
                    return WatchdogSettings.IsInterval(settings.Interval) && settings.Scope.Names.Count > 0;
                }
                catch (InstanceException refused)
                {
                    return refused.Error == InstanceError.ConfigurationUnusable;
                }
            },
            iter: 400, threads: 1);

    private void AssertRefused()
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => Settings.Read());

        Assert.AreEqual(InstanceError.ConfigurationUnusable, refusal.Error);
        Assert.Contains(Settings.Path, refusal.Message);
        Assert.EndsWith("watchdog create.", refusal.Message);
    }

    private void Plant(byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Settings.Path)!);
        File.WriteAllBytes(Settings.Path, bytes);
    }
}
