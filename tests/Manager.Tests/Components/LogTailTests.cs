using Octopus.Manager.Logs;
using Octopus.Tests.Support;

namespace Octopus.Tests.Manager.Components;

[TestClass]
public sealed class LogTailTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly LogTail tail;

    public LogTailTests() => tail = new(() => System.IO.File.Open(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    private string File => folder.File("log.txt");

    [TestMethod]
    public void Each_look_adds_what_was_written_since()
    {
        Write("one\r\ntw");
        Assert.IsTrue(tail.Look());
        CollectionAssert.AreEqual(new[] { "one" }, tail.Lines.ToArray());

        Assert.IsFalse(tail.Look());
        Write("o\nthree\n");
        Assert.IsTrue(tail.Look());
        CollectionAssert.AreEqual(new[] { "one", "two", "three" }, tail.Lines.ToArray());
    }

    [TestMethod]
    public void Only_the_last_lines_are_kept_and_the_first_is_whole()
    {
        Write(string.Concat(Enumerable.Range(0, 50_000).Select(line => $"line {line}\n")));
        tail.Look();

        Assert.HasCount(LogTail.MostLines, tail.Lines);
        Assert.AreEqual("line 49999", tail.Lines[^1]);
        Assert.AreEqual("line 49500", tail.Lines[0]);
    }

    [TestMethod]
    public void File_that_begins_anew_is_read_anew()
    {
        Write("a long line of the old file\n");
        tail.Look();
        System.IO.File.WriteAllText(File, "new\n");

        tail.Look();

        CollectionAssert.AreEqual(new[] { "new" }, tail.Lines.ToArray());
    }

    [TestMethod]
    public void Writer_is_not_kept_from_writing()
    {
        using var writer = new StreamWriter(new FileStream(File, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        writer.Write("one\n");

        Assert.IsTrue(tail.Look());
    }

    // It measures the whole process.
    [TestMethod, DoNotParallelize]
    public void Line_without_an_end_takes_no_more_room_the_longer_it_gets()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var look = 0; look < 40; look++)
        {
            Write(new string('x', 200_000));
            Assert.IsTrue(tail.Look());
        }

        Assert.IsLessThan(1_000_000, GC.GetTotalMemory(forceFullCollection: true) - before);
        Write("\nnext\n");
        tail.Look();
        CollectionAssert.AreEqual(new[] { new string('x', LogTail.LongestLine) + " …", "next" }, tail.Lines.ToArray());
    }

    [TestMethod]
    public void Long_lines_are_cut()
    {
        Write(new string('a', LogTail.LongestLine) + "\r\n" + new string('b', LogTail.LongestLine + 1) + "\n");
        tail.Look();

        CollectionAssert.AreEqual(new[] { new string('a', LogTail.LongestLine), new string('b', LogTail.LongestLine) + " …" }, tail.Lines.ToArray());
    }

    public void Dispose() => folder.Dispose();

    private void Write(string text) => System.IO.File.AppendAllText(File, text);
}
