using System.Runtime.InteropServices;
using Octopus.Services;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class FakeExecutableFilesTests : ExecutableFilesContract
{
    protected override ServiceMachine CreateMachine() => new FakeMachine();
}

[TestClass]
public sealed partial class WindowsExecutableFilesTests : ExecutableFilesContract
{
    private readonly WindowsExecutableFiles files = new();

    [TestMethod]
    public void AreSame_one_file_written_in_other_ways()
    {
        var path = Machine.AddFile("A file.exe");

        Assert.IsTrue(files.AreSame(path, Path.Combine(Machine.Folder, ".", "x", "..", "A file.exe")));
        Assert.IsTrue(files.AreSame(path, @"\\?\" + path));
    }

    [TestMethod]
    public void AreSame_short_name_is_the_same_file()
    {
        var path = Machine.AddFile("A file with a long name.exe");
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
        var path = Machine.AddFile("A file.exe");
        var link = Path.Combine(Machine.Folder, "A link.exe");
        if (!CreateHardLinkW(link, path, IntPtr.Zero))
            Assert.Inconclusive($"This volume has no hard links (error {Marshal.GetLastPInvokeError()}).");

        Assert.IsTrue(files.AreSame(path, link));
    }

    [TestMethod]
    [DataRow(FileShare.Read)]
    [DataRow(FileShare.ReadWrite)]
    public void TryMove_file_that_a_reader_keeps_from_being_deleted_is_held(FileShare share)
    {
        var path = Machine.AddFile("read.exe");
        using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, share);

        Assert.IsFalse(files.TryMove(path, path + ".before"));
    }

    [TestMethod]
    public void TryCopy_file_that_a_reader_keeps_from_being_renamed_is_copied_and_one_that_nobody_may_read_is_not()
    {
        var path = Machine.AddFile("read.exe");
        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
            Assert.IsTrue(files.TryCopy(path, path + ".copy"));

        using var alone = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.IsFalse(files.TryCopy(path, path + ".copy2"));
        Assert.IsFalse(files.Exists(path + ".copy2"));
    }

    [TestMethod]
    public void Read_only_file_is_moved_and_deleted_like_any_other()
    {
        var path = Machine.AddFile("read-only.exe");
        File.SetAttributes(path, FileAttributes.ReadOnly);

        Assert.IsTrue(files.TryMove(path, path + ".before"));
        Assert.IsTrue(files.TryDelete(path + ".before"));
    }

    [TestMethod]
    public void DeleteFolderWhenEmpty_leaves_a_folder_with_something_in_it()
    {
        var folder = Path.GetDirectoryName(Machine.AddFile(@"folder\a.exe"))!;

        files.DeleteFolderWhenEmpty(folder);
        Assert.IsTrue(Directory.Exists(folder));

        files.TryDelete(Path.Combine(folder, "a.exe"));
        files.DeleteFolderWhenEmpty(folder);
        files.DeleteFolderWhenEmpty(folder);
        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public void HoldersOf_file_that_this_process_holds_are_the_others()
    {
        var path = Machine.AddFile("held.txt");
        using var own = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var other = Machine.StartHolder(path);

        Assert.AreEqual(other, files.HoldersOf(path).Single());
    }

    [TestMethod]
    public void HoldersOf_library_are_those_that_have_loaded_it()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "coreclr.dll");
        var before = files.HoldersOf(library);

        var id = Machine.StartProcess();

        Assert.AreEqual(id, files.HoldersOf(library).Except(before).Single());
    }

    protected override ServiceMachine CreateMachine() => new WindowsMachine();

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int GetShortPathNameW(string path, [Out] char[] buffer, int length);

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLinkW(string link, string target, IntPtr security);
}
