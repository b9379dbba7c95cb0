using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IFolderRemoval"/> promises.</summary>
public abstract class FolderRemovalContract : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("folder removal ").FullName;

    public TestContext TestContext { get; set; } = null!;

    protected abstract IFolderRemoval Removal { get; }

    private string Folder => Path.Combine(parent, "Home");

    public void Dispose()
    {
        Directory.Delete(parent, recursive: true);
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public void Delete_takes_everything_in_a_folder_and_nothing_beside_it()
    {
        Write(Folder, "a.txt");
        Write(Path.Combine(Folder, "deep", "er"), "b.txt");
        File.SetAttributes(Path.Combine(Folder, "a.txt"), FileAttributes.ReadOnly);
        Write(Folder + " 2", "c.txt");

        Removal.Delete(Folder);

        Assert.IsFalse(Directory.Exists(Folder));
        Assert.IsTrue(File.Exists(Path.Combine(Folder + " 2", "c.txt")));
    }

    [TestMethod]
    public void Delete_takes_a_file()
    {
        Write(Folder, "a.txt");

        Removal.Delete(Path.Combine(Folder, "a.txt"));

        Assert.IsEmpty(Directory.GetFileSystemEntries(Folder));
    }

    [TestMethod]
    public void Delete_of_what_is_not_there_is_done() => Removal.Delete(Folder);

    [TestMethod]
    public async Task Delete_of_a_link_is_refused_and_takes_nothing()
    {
        var target = Path.Combine(parent, "Target");
        Write(target, "precious.txt");
        await using var link = await FolderLink.Make(Folder, target, TestContext.CancellationToken);

        Assert.Contains("is a link to another place", Assert.Throws<IOException>(() => Removal.Delete(Folder)).Message);

        Assert.IsTrue(File.Exists(Path.Combine(target, "precious.txt")));
    }

    [TestMethod]
    public async Task Delete_of_a_folder_with_a_link_in_it_takes_nothing_behind_the_link()
    {
        var target = Path.Combine(parent, "Target");
        Write(target, "precious.txt");
        Write(Path.Combine(Folder, "deep"), "a.txt");
        var link = await FolderLink.Make(Path.Combine(Folder, "deep", "link"), target, TestContext.CancellationToken);

        if (WindowsMachine.IsWine)
        {
            // It takes the link for a folder that is not empty, and cannot delete it.
            Assert.Throws<IOException>(() => Removal.Delete(Folder));
            await link.DisposeAsync();
        }
        else
        {
            Removal.Delete(Folder);
            Assert.IsFalse(Directory.Exists(Folder));
        }

        Assert.IsTrue(File.Exists(Path.Combine(target, "precious.txt")));
    }

    private static void Write(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), name);
    }
}

[TestClass]
public sealed class FakeFolderRemovalTests : FolderRemovalContract
{
    protected override IFolderRemoval Removal { get; } = new FakeFolderRemoval();
}

[TestClass]
public sealed class WindowsFolderRemovalTests : FolderRemovalContract
{
    protected override IFolderRemoval Removal { get; } = new WindowsFolderRemoval();
}
