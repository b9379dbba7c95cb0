using System.Text;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class SharedFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string File => folder.File("a.config");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 1)]
    [DataRow(40_000, 40_000)]
    public void Whole_file_is_read_up_to_the_limit(int length, int limit)
    {
        System.IO.File.WriteAllText(File, new string('x', length));

        Assert.AreEqual(length, SharedFile.ReadText(File, Encoding.UTF8, limit).Length);
    }

    [TestMethod]
    public void Larger_file_is_refused_by_name()
    {
        System.IO.File.WriteAllText(File, new string('x', 2049));

        var refused = Assert.ThrowsExactly<IOException>(() => SharedFile.ReadBytes(File, 2048));

        Assert.AreEqual($"{File} is larger than 2048 bytes.", refused.Message);
    }

    [TestMethod]
    public void Mark_of_an_encoding_is_obeyed_and_is_no_text()
    {
        System.IO.File.WriteAllText(File, "Größe", Encoding.Unicode);

        Assert.AreEqual("Größe", SharedFile.ReadText(File, Encoding.UTF8, 100));
    }

    [TestMethod]
    public void File_that_is_read_can_be_written_replaced_and_deleted_meanwhile()
    {
        System.IO.File.WriteAllText(File, "before");
        using var reading = SharedFile.Open(File);

        System.IO.File.WriteAllText(File, "after");
        AtomicFile.Write(File, "again");
        System.IO.File.Delete(File);

        Assert.IsFalse(System.IO.File.Exists(File));
    }

    [TestMethod]
    public async Task File_that_somebody_keeps_to_himself_for_a_moment_is_read_when_he_lets_go()
    {
        await System.IO.File.WriteAllTextAsync(File, "text");
        var held = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.None);
        var reading = Task.Run(() => SharedFile.ReadText(File, Encoding.UTF8, 100));
        Assert.AreNotSame(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(200))));

        await held.DisposeAsync();

        Assert.AreEqual("text", await reading);
    }

    [TestMethod]
    public void File_that_somebody_keeps_to_himself_for_too_long_is_given_up()
    {
        System.IO.File.WriteAllText(File, "text");
        using var held = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.Contains(File, Assert.ThrowsExactly<IOException>(() => SharedFile.Open(File, new FilePatience(TimeSpan.Zero))).Message);
    }

    [TestMethod]
    public void File_that_is_missing_is_not_waited_for() =>
        Assert.ThrowsExactly<FileNotFoundException>(() => SharedFile.Open(File));
}
