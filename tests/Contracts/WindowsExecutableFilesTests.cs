using System.Runtime.InteropServices;
using Octopus.Services;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed partial class WindowsExecutableFilesTests : IDisposable
{
    private readonly WindowsExecutableFiles files = new();
    private readonly string folder = Directory.CreateTempSubdirectory("executable files ").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void AreSame_one_file_written_in_two_ways()
    {
        var path = Write("A file.exe");

        Assert.IsTrue(files.AreSame(path, path.ToUpperInvariant()));
        Assert.IsTrue(files.AreSame(path, Path.Combine(folder, ".", "x", "..", "A file.exe")));
        Assert.IsTrue(files.AreSame(path, @"\\?\" + path));
        Assert.IsFalse(files.AreSame(path, Write("Another file.exe")));
    }

    [TestMethod]
    public void AreSame_short_name_is_the_same_file()
    {
        var path = Write("A file with a long name.exe");
        var buffer = new char[260];
        var length = GetShortPathNameW(path, buffer, buffer.Length);
        var shortPath = new string(buffer, 0, length);
        if (length == 0 || shortPath == path)
            Assert.Inconclusive("This volume has no 8.3 names.");

        Assert.IsTrue(files.AreSame(path, shortPath));
    }

    [TestMethod]
    public void AreSame_hard_link_is_the_same_file()
    {
        var path = Write("A file.exe");
        var link = Path.Combine(folder, "A link.exe");
        if (!CreateHardLinkW(link, path, IntPtr.Zero))
            Assert.Inconclusive($"This volume has no hard links (error {Marshal.GetLastPInvokeError()}).");

        Assert.IsTrue(files.AreSame(path, link));
    }

    [TestMethod]
    public void AreSame_missing_files_are_told_by_their_paths()
    {
        var path = Path.Combine(folder, "gone.exe");

        Assert.IsTrue(files.AreSame(path, path.ToUpperInvariant()));
        Assert.IsFalse(files.AreSame(path, path + "2"));
        Assert.IsFalse(files.AreSame("", ""));
        Assert.IsFalse(files.AreSame("no path at all: \"<|>", path));
    }

    [TestMethod]
    public void IsFree_running_executable_is_not_free()
    {
        Assert.IsFalse(files.IsFree(Environment.ProcessPath!));
        Assert.IsTrue(files.IsFree(Write("Nobody.exe")));
        Assert.IsTrue(files.IsFree(Path.Combine(folder, "gone.exe")));
    }

    [TestMethod]
    public void IsFree_file_held_against_writing_is_not_free()
    {
        var path = Write("held.exe");
        using var holder = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

        Assert.IsFalse(files.IsFree(path));
        Assert.IsTrue(files.Exists(path));
    }

    private string Write(string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, name);
        return path;
    }

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int GetShortPathNameW(string path, [Out] char[] buffer, int length);

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLinkW(string link, string target, IntPtr security);
}
