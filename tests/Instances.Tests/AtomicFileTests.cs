using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Target => folder.File("record.config");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Write_new_file_leaves_it_and_nothing_else()
    {
        AtomicFile.Write(Target, "new");

        CollectionAssert.AreEqual(new[] { "record.config" }, folder.Contents().Keys.ToArray());
        Assert.AreEqual("new", File.ReadAllText(Target));
    }

    [TestMethod]
    public void Write_existing_file_keeps_the_text_before_beside_it()
    {
        AtomicFile.Write(Target, "first");
        AtomicFile.Write(Target, "second");
        AtomicFile.Write(Target, "third");

        Assert.AreEqual("third", File.ReadAllText(Target));
        Assert.AreEqual("second", File.ReadAllText(Target + AtomicFile.PreviousEnding));
        Assert.HasCount(2, folder.Contents());
    }

    [TestMethod]
    public void Write_any_text_writes_UTF8_without_a_byte_order_mark()
    {
        AtomicFile.Write(Target, "Größe 😀");

        CollectionAssert.AreEqual("Größe 😀"u8.ToArray(), File.ReadAllBytes(Target));
    }

    [TestMethod]
    public void Write_that_cannot_begin_leaves_the_old_text()
    {
        AtomicFile.Write(Target, "old");
        Directory.CreateDirectory(Target + ".writing");

        Assert.Throws<Exception>(() => AtomicFile.Write(Target, "new"));

        Assert.AreEqual("old", File.ReadAllText(Target));
    }

    [TestMethod]
    [DataRow("there")]
    [DataRow("not there")]
    public void Write_is_not_led_elsewhere_by_a_link_in_the_place_of_its_temporary_file(string victim)
    {
        File.WriteAllText(folder.File("there"), "precious");
        File.CreateSymbolicLink(Target + ".writing", folder.File(victim));

        AtomicFile.Write(Target, "new");

        Assert.AreEqual("new", File.ReadAllText(Target));
        Assert.IsNull(new FileInfo(Target).LinkTarget);
        Assert.AreEqual("precious", File.ReadAllText(folder.File("there")));
        Assert.IsFalse(File.Exists(folder.File("not there")));
    }

    [TestMethod]
    public void Write_that_fails_between_writing_and_replacing_leaves_the_old_text()
    {
        AtomicFile.Write(Target, "old");
        // The copy of the text before cannot be made where a folder stands.
        Directory.CreateDirectory(Target + AtomicFile.PreviousEnding);

        var failure = Assert.Throws<Exception>(() => AtomicFile.Write(Target, "new"));

        Assert.StartsWith(Target, failure.Message);
        Assert.AreEqual("old", File.ReadAllText(Target));
        CollectionAssert.AreEquivalent(new[] { "record.config", "record.config.previous" }, folder.Contents().Keys.ToArray());
    }

    [TestMethod]
    public void Write_after_a_power_cut_in_the_middle_of_one_starts_afresh()
    {
        AtomicFile.Write(Target, "old");
        File.WriteAllText(Target + ".writing", "a much longer text that was only half wri");

        AtomicFile.Write(Target, "new");

        Assert.AreEqual("new", File.ReadAllText(Target));
        Assert.AreEqual("old", File.ReadAllText(Target + AtomicFile.PreviousEnding));
        Assert.HasCount(2, folder.Contents());
    }
}
