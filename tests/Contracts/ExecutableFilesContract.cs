using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IExecutableFiles"/> promises.</summary>
public abstract class ExecutableFilesContract : ContractTest
{
    private IExecutableFiles Files => Machine.Files;

    [TestMethod]
    public void Exists_tells_files_from_none()
    {
        Assert.IsTrue(Files.Exists(Machine.AddFile("a.exe")));
        Assert.IsFalse(Files.Exists(Machine.Folder + @"\b.exe"));
    }

    [TestMethod]
    public void AreSame_other_case_is_the_same_file()
    {
        var path = Machine.AddFile("a.exe");

        Assert.IsTrue(Files.AreSame(path, path.ToUpperInvariant()));
        Assert.IsFalse(Files.AreSame(path, Machine.AddFile("b.exe")));
    }

    [TestMethod]
    public void AreSame_missing_files_are_told_by_their_paths()
    {
        var path = Machine.Folder + @"\gone.exe";

        Assert.IsTrue(Files.AreSame(path, path.ToUpperInvariant()));
        Assert.IsFalse(Files.AreSame(path, path + "2"));
        Assert.IsFalse(Files.AreSame("", ""));
        Assert.IsFalse(Files.AreSame("no path at all: \"<|>", path));
    }

    [TestMethod]
    public void HoldersOf_file_that_nobody_uses_are_none()
    {
        Machine.StartHolder(Machine.AddFile("held.txt"));

        Assert.IsEmpty(Files.HoldersOf(Machine.AddFile("free.txt")));
        Assert.IsEmpty(Files.HoldersOf(Machine.Folder + @"\gone.txt"));
    }

    [TestMethod]
    public async Task HoldersOf_held_file_are_named_until_they_end()
    {
        var path = Machine.AddFile("held.txt");
        var (first, second) = (Machine.StartHolder(path), Machine.StartHolder(path));

        CollectionAssert.AreEquivalent(new[] { first, second }, Files.HoldersOf(path).ToArray());

        await End(first);
        Assert.AreEqual(second, Files.HoldersOf(path).Single());
        await End(second);
        Assert.IsEmpty(Files.HoldersOf(path));
    }

    [TestMethod]
    public void HoldersOf_executable_are_those_that_run_it()
    {
        // The test platform may run this program too.
        var before = Files.HoldersOf(Machine.Executable);

        var (first, second) = (Machine.StartProcess(), Machine.StartProcess());

        CollectionAssert.AreEquivalent(new[] { first, second }, Files.HoldersOf(Machine.Executable).Except(before).ToArray());
    }

    [TestMethod]
    public void TryMove_file_that_nobody_holds_gives_it_the_other_name()
    {
        var path = Machine.AddFile("a.exe");

        Assert.IsTrue(Files.TryMove(path, path + ".before"));

        Assert.IsFalse(Files.Exists(path));
        Assert.IsTrue(Files.Exists(path + ".before"));
    }

    [TestMethod]
    public async Task TryMove_file_that_somebody_holds_waits_for_him_to_end()
    {
        var path = Machine.AddFile("held.exe");
        var holder = Machine.StartHolder(path);

        Assert.IsFalse(Files.TryMove(path, path + ".before"));
        Assert.IsTrue(Files.Exists(path));

        await End(holder);
        Assert.IsTrue(Files.TryMove(path, path + ".before"));
    }

    [TestMethod]
    public void TryMove_executable_that_runs_can_be_renamed_and_not_deleted()
    {
        Machine.StartProcess();
        var aside = Machine.Executable + ".before";

        Assert.IsTrue(Files.TryMove(Machine.Executable, aside));
        Assert.IsFalse(Files.TryDelete(aside));
        Assert.IsTrue(Files.TryMove(aside, Machine.Executable));

        Assert.IsTrue(Files.Exists(Machine.Executable));
    }

    [TestMethod]
    public void TryMove_onto_another_file_or_from_none_is_an_error_that_names_it()
    {
        var (path, other) = (Machine.AddFile("a.exe"), Machine.AddFile("b.exe"));

        Assert.Contains(other, Assert.Throws<IOException>(() => Files.TryMove(path, other)).Message);
        Assert.Contains("gone.exe", Assert.Throws<IOException>(() => Files.TryMove(Machine.Folder + @"\gone.exe", path + "2")).Message);
        Assert.IsTrue(Files.Exists(path));
    }

    [TestMethod]
    public void TryCopy_leaves_the_file_and_makes_another_of_the_same_content()
    {
        var path = Machine.AddFile("a.exe");

        Assert.IsTrue(Files.TryCopy(path, path + "2"));

        Assert.IsTrue(Files.Exists(path) && Files.Exists(path + "2"));
        Assert.IsFalse(Files.AreSame(path, path + "2"));
    }

    [TestMethod]
    public void TryCopy_onto_another_file_or_from_none_is_an_error_that_names_it_and_leaves_what_was_there()
    {
        var (path, other) = (Machine.AddFile("a.exe"), Machine.AddFile("b.exe"));

        Assert.Contains(other, Assert.Throws<IOException>(() => Files.TryCopy(path, other)).Message);
        Assert.Contains("gone.exe", Assert.Throws<IOException>(() => Files.TryCopy(Machine.Folder + @"\gone.exe", path + "2")).Message);
        Assert.IsTrue(Files.Exists(other));
        Assert.IsFalse(Files.Exists(path + "2"));
    }

    [TestMethod]
    public async Task TryDelete_file_is_gone_when_nobody_holds_it()
    {
        var path = Machine.AddFile("held.exe");
        var holder = Machine.StartHolder(path);

        Assert.IsFalse(Files.TryDelete(path));
        await End(holder);

        Assert.IsTrue(Files.TryDelete(path));
        Assert.IsTrue(Files.TryDelete(path));
        Assert.IsFalse(Files.Exists(path));
    }

    [TestMethod]
    public void FilesIn_folder_are_those_directly_in_it()
    {
        string[] files = [Machine.AddFile("a.exe"), Machine.AddFile(@"b\c.dll"), Machine.AddFile(@"b\d e\f.txt"), Machine.AddFile(@"b\d e\g")];

        CollectionAssert.AreEquivalent(files[..1], Files.FilesIn(Machine.Folder).ToArray());
        CollectionAssert.AreEquivalent(files[1..2], Files.FilesIn(Machine.Folder + @"\b\").ToArray());
        CollectionAssert.AreEquivalent(files[2..], Files.FilesIn(Machine.Folder + @"\b\d e").ToArray());
    }

    [TestMethod]
    public void FilesIn_missing_folder_is_nothing()
    {
        var file = Machine.AddFile("missing.txt");

        Assert.IsEmpty(Files.FilesIn(Machine.Folder + @"\miss"));
        Assert.IsEmpty(Files.FilesIn(file));
    }

    private async Task End(int id)
    {
        using var process = Machine.Processes.Open(id)!;
        process.Terminate();
        Assert.IsTrue(await process.WaitForExit(ServiceMachine.Patience, Cancellation), "The process ends.");
    }
}
