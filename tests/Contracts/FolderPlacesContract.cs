using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IFolderPlaces"/> promises.</summary>
public abstract class FolderPlacesContract : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("folder places ").FullName;

    public TestContext TestContext { get; set; } = null!;

    protected abstract IFolderPlaces Places { get; }

    protected string Folder => Path.Combine(parent, "Home");

    public void Dispose()
    {
        Directory.Delete(parent, recursive: true);
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public void Folder_of_this_machine_is_where_it_says_there_or_not()
    {
        foreach (var path in new[] { Folder, Path.Combine(Folder, "not", "there") })
        {
            Assert.IsTrue(Places.IsOnFixedDrive(path), path);
            Assert.IsNull(Places.LinkIn(path), path);
            Assert.AreEqual(path, Places.TrueName(path), ignoreCase: true);
            Directory.CreateDirectory(Folder);
        }
    }

    [TestMethod]
    public void Share_is_on_no_drive_of_this_machine() => Assert.IsFalse(Places.IsOnFixedDrive(@"\\localhost\c$\Octopus"));

    [TestMethod]
    public async Task Link_is_named_for_itself_and_for_what_is_below_it()
    {
        var target = Directory.CreateDirectory(Path.Combine(parent, "Target"));
        Directory.CreateDirectory(Path.Combine(target.FullName, "below"));
        await using var link = await FolderLink.Make(Folder, target.FullName, TestContext.CancellationToken);

        Assert.AreEqual(Folder, Places.LinkIn(Folder));
        Assert.AreEqual(Folder, Places.LinkIn(Path.Combine(Folder, "below")));
        Assert.IsNull(Places.LinkIn(target.FullName));
        Assert.AreEqual(Folder, Places.LinkIn(Path.Combine(Folder, "below"), parent));
        Assert.AreEqual(Folder, Places.LinkIn(Path.Combine(Folder, "below"), Folder));
        Assert.IsNull(Places.LinkIn(Path.Combine(Folder, "below"), Path.Combine(Folder, "below")));
    }

    [TestMethod]
    public void Names_are_those_of_files_and_folders_directly_in_it()
    {
        Assert.IsEmpty(Places.NamesIn(Folder));
        Directory.CreateDirectory(Path.Combine(Folder, "below", "deeper"));
        File.WriteAllText(Path.Combine(Folder, "file.txt"), "");

        CollectionAssert.AreEquivalent(new[] { "below", "file.txt" }, Places.NamesIn(Folder).ToArray());
    }

    [TestMethod]
    public void Folders_of_programs_are_among_those_of_the_system() =>
        Assert.IsTrue(Places.ProgramFolders.All(folder => Places.SystemFolders.Contains(folder, StringComparer.OrdinalIgnoreCase)), string.Join(", ", Places.ProgramFolders));

    [TestMethod]
    public void Folders_of_the_system_are_full_paths_without_a_separator_at_their_end() =>
        Assert.IsTrue(Places.SystemFolders.All(folder => Path.IsPathFullyQualified(folder) && !Path.EndsInDirectorySeparator(folder)), string.Join(", ", Places.SystemFolders));
}

[TestClass]
public sealed class FakeFolderPlacesTests : FolderPlacesContract
{
    protected override IFolderPlaces Places { get; } = new FakeFolderPlaces { System = { @"C:\Windows" } };
}

[TestClass]
public sealed class WindowsFolderPlacesTests : FolderPlacesContract
{
    protected override IFolderPlaces Places { get; } = new WindowsFolderPlaces();

    [TestMethod]
    public void Folders_of_the_system_are_those_of_Windows_programs_data_and_users()
    {
        foreach (var folder in new[]
                 {
                     Environment.GetFolderPath(Environment.SpecialFolder.Windows), Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles),
                     Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
                     Path.GetDirectoryName(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))!,
                 })
        {
            Assert.IsTrue(Places.SystemFolders.Contains(folder, StringComparer.OrdinalIgnoreCase), $"{folder} in {string.Join(", ", Places.SystemFolders)}");
        }
    }
}
