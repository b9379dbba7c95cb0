using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IUntrustedFiles"/> promises.</summary>
public abstract class UntrustedFilesContract : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("untrusted files ").FullName;

    public TestContext TestContext { get; set; } = null!;

    protected abstract IUntrustedFiles Files { get; }

    private string Root => Path.Combine(parent, "home");

    private string Logs => Path.Combine(Root, "Logs");

    private string Log => Path.Combine(Logs, "a.txt");

    private string Elsewhere => Path.Combine(parent, "other");

    public void Dispose()
    {
        Directory.Delete(parent, recursive: true);
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public void List_folder_has_the_files_directly_in_it()
    {
        Directory.CreateDirectory(Path.Combine(Logs, "inner"));
        Write(Log, "one");
        Write(Path.Combine(Logs, "b.txt"), "");
        Write(Path.Combine(Logs, "inner", "c.txt"), "");

        var files = Files.List(Root, "Logs").OrderBy(file => file.Name, StringComparer.Ordinal).ToList();

        CollectionAssert.AreEqual(new[] { "a.txt", "b.txt" }, files.Select(file => file.Name).ToArray());
        Assert.AreEqual(3, files[0].Length);
    }

    [TestMethod]
    public void List_missing_folder_is_nothing()
    {
        Assert.IsEmpty(Files.List(Root, "Logs"));
        Directory.CreateDirectory(Root);
        Assert.IsEmpty(Files.List(Root, "Logs"));
        Write(Logs, "a file");
        Assert.IsEmpty(Files.List(Root, "Logs"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\\")]
    public void Open_file_is_read_while_it_is_written_and_renamed(string end)
    {
        if (!OperatingSystem.IsWindows())
            end = "";
        Directory.CreateDirectory(Logs);
        using var writer = new StreamWriter(new FileStream(Log, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
        writer.Write("one");

        using var file = Files.Open(Root + end, "Logs", "a.txt");
        writer.Write("two");
        File.Move(Log, Log + ".old");

        Assert.AreEqual("onetwo", new StreamReader(file).ReadToEnd());
    }

    [TestMethod]
    public void Open_what_is_no_file_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Logs, "inner"));
        Write(Path.Combine(Root, "secret.txt"), "secret");

        Assert.ThrowsExactly<FileNotFoundException>(() => Files.Open(Root, "Logs", "gone.txt"));
        Refused("inner", @"Logs", "inner");
        Refused("secret.txt", "Logs", Path.Combine("..", "secret.txt"));
    }

    [TestMethod]
    public async Task Link_in_place_of_the_file_is_named_and_refused()
    {
        Write(Path.Combine(Elsewhere, "secret.txt"), "secret");
        Directory.CreateDirectory(Logs);
        await using var link = await LinkTo(Log, Path.Combine(Elsewhere, "secret.txt"));

        Refused(Log, "Logs", "a.txt");
    }

    [TestMethod]
    public async Task Link_in_place_of_the_folder_is_named_and_refused()
    {
        Write(Path.Combine(Elsewhere, "a.txt"), "secret");
        Directory.CreateDirectory(Root);
        await using var link = await LinkTo(Logs, Elsewhere);

        Refused(Logs, "Logs", "a.txt");
        Assert.Contains(Logs, Assert.ThrowsExactly<IOException>(() => Files.List(Root, "Logs")).Message);
    }

    [TestMethod]
    public async Task Link_in_place_of_the_root_is_named_and_refused()
    {
        Write(Path.Combine(Elsewhere, "Logs", "a.txt"), "secret");
        await using var link = await LinkTo(Root, Elsewhere);

        Refused(Root, "Logs", "a.txt");
        Assert.Contains(Root, Assert.ThrowsExactly<IOException>(() => Files.List(Root, "Logs")).Message);
    }

    [TestMethod]
    public void Second_name_of_a_file_is_named_and_refused()
    {
        Write(Path.Combine(Elsewhere, "secret.txt"), "secret");
        Directory.CreateDirectory(Logs);
        GiveSecondName(Path.Combine(Elsewhere, "secret.txt"), Log);

        Refused(Log, "Logs", "a.txt");
    }

    /// <summary>Makes a link at a path that leads to another; gone when disposed.</summary>
    protected abstract Task<IAsyncDisposable> LinkTo(string path, string target);

    /// <summary>Gives a file another name.</summary>
    protected abstract void GiveSecondName(string file, string name);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Refused(string names, string folder, string name) =>
        Assert.Contains(names, Assert.ThrowsExactly<IOException>(() => Files.Open(Root, folder, name)).Message);
}
