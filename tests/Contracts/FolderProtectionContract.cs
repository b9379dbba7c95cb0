using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IFolderProtection"/> promises.</summary>
public abstract class FolderProtectionContract : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("folder protection ").FullName;

    protected abstract IFolderProtection Protection { get; }

    /// <summary>The folder that tests protect; it is not there.</summary>
    protected string Folder => Path.Combine(parent, "Setup");

    public void Dispose()
    {
        Directory.Delete(parent, recursive: true);
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    [DataRow(FolderAccess.AdministratorsOnly)]
    [DataRow(FolderAccess.ReadableByUsers)]
    [DataRow(FolderAccess.OwnAccount)]
    public void Protect_missing_folder_makes_it_and_nobody_trespasses(FolderAccess access)
    {
        Assert.IsEmpty(Protection.Trespassers(Folder, access));

        Protection.Protect(Folder, access);

        Assert.IsTrue(Directory.Exists(Folder));
        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, access)));
        Write(Path.Combine(Folder, "new.json"));
        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, access)));
    }

    [TestMethod]
    [DataRow("LocalService")]
    [DataRow(@"NT SERVICE\Octopus contract")]
    public void Protect_for_an_account_lets_it_in_and_nobody_else(string name)
    {
        var account = ServiceAccount.Parse(name);
        Directory.CreateDirectory(Folder);
        Write(Path.Combine(Folder, "old.pem"));
        LetEverybodyWrite(Folder);

        Protection.Protect(Folder, FolderAccess.OwnAccount, account);

        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.OwnAccount, account)));
        Write(Path.Combine(Folder, "new.pem"));
        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.OwnAccount, account)));
    }

    [TestMethod]
    [DataRow(FolderAccess.AdministratorsOnly)]
    [DataRow(FolderAccess.ReadableByUsers)]
    [DataRow(FolderAccess.OwnAccount)]
    public void Protect_folder_that_everybody_may_change_takes_it_over(FolderAccess access)
    {
        Directory.CreateDirectory(Folder);
        var stranger = LetEverybodyWrite(Folder);
        Assert.Contains(stranger, Protection.Trespassers(Folder, access));

        Protection.Protect(Folder, access);

        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, access)));
    }

    [TestMethod]
    [DataRow("LocalService")]
    [DataRow(@"NT SERVICE\Octopus contract")]
    public void Protect_file_lets_an_account_in_and_nobody_else_and_leaves_its_folder(string name)
    {
        var account = ServiceAccount.Parse(name);
        Directory.CreateDirectory(Folder);
        var stranger = LetEverybodyWrite(Folder);
        var file = Path.Combine(Folder, "agent.config");
        Write(file);
        LetEverybodyWrite(file);
        Assert.Contains(stranger, Protection.FileTrespassers(file, FolderAccess.OwnAccount, account));

        Protection.ProtectFile(file, FolderAccess.OwnAccount, account);

        Assert.AreEqual("", string.Join(", ", Protection.FileTrespassers(file, FolderAccess.OwnAccount, account)));
        Assert.Contains(stranger, Protection.Trespassers(Folder, FolderAccess.OwnAccount, account));
        Assert.AreEqual("a", File.ReadAllText(file));
    }

    [TestMethod]
    public void Protect_file_that_is_missing_is_refused_and_nobody_trespasses()
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, "gone.config");

        Assert.IsEmpty(Protection.FileTrespassers(file, FolderAccess.AdministratorsOnly));
        Assert.ThrowsExactly<IOException>(() => Protection.ProtectFile(file, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    public void Protect_again_changes_nothing()
    {
        Protection.Protect(Folder, FolderAccess.AdministratorsOnly);
        Write(Path.Combine(Folder, "a.json"));

        Protection.Protect(Folder, FolderAccess.AdministratorsOnly);

        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly)));
        Assert.AreEqual("a", File.ReadAllText(Path.Combine(Folder, "a.json")));
    }

    [TestMethod]
    public void Protect_folder_whose_parent_is_missing_makes_both()
    {
        var below = Path.Combine(Folder, "below");

        Protection.Protect(below, FolderAccess.AdministratorsOnly);

        Assert.IsTrue(Directory.Exists(below));
    }

    [TestMethod]
    [DataRow(FolderAccess.AdministratorsOnly)]
    [DataRow(FolderAccess.OwnAccount)]
    public void MakeNew_makes_a_folder_in_which_nobody_trespasses(FolderAccess access)
    {
        var below = Path.Combine(Folder, "below");

        Protection.MakeNew(below, access);

        Write(Path.Combine(below, "new.pem"));
        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(below, access)));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void MakeNew_takes_over_nothing_that_is_there(bool isFolder)
    {
        if (isFolder)
            Directory.CreateDirectory(Folder);
        else
            Write(Folder);
        var stranger = LetEverybodyWrite(Folder);

        Assert.ThrowsExactly<IOException>(() => Protection.MakeNew(Folder, FolderAccess.AdministratorsOnly));

        if (isFolder)
            Assert.Contains(stranger, Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    public void KeepRights_changes_nobodys()
    {
        Protection.KeepRights(Folder);
        Assert.IsFalse(Directory.Exists(Folder));
        Directory.CreateDirectory(Folder);
        var stranger = LetEverybodyWrite(Folder);
        var before = Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly);

        Protection.KeepRights(Folder);

        Assert.Contains(stranger, before);
        CollectionAssert.AreEquivalent(before.ToArray(), Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly).ToArray());
    }

    protected static void Write(string path) => File.WriteAllText(path, "a");

    /// <summary>Lets everybody change a folder or file, and says who everybody is here.</summary>
    protected abstract string LetEverybodyWrite(string path);
}
