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
        using (var held = new FileStream(Target + ".writing", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(Target, "new"));

        Assert.AreEqual("old", File.ReadAllText(Target));
    }

    [TestMethod]
    public void Write_that_fails_between_writing_and_replacing_leaves_the_old_text()
    {
        AtomicFile.Write(Target, "old");
        // The copy of the text before cannot be made where a folder stands.
        Directory.CreateDirectory(Target + AtomicFile.PreviousEnding);

        Assert.Throws<Exception>(() => AtomicFile.Write(Target, "new"));

        Assert.AreEqual("old", File.ReadAllText(Target));
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
