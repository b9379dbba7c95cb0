using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class FakeFolderProtectionTests : FolderProtectionContract
{
    private readonly FakeFolderProtection protection = new();

    protected override IFolderProtection Protection => protection;

    protected override string LetEverybodyWrite(string path)
    {
        protection.Plant(path, "Everyone");
        return "Everyone";
    }
}

[TestClass]
public sealed partial class WindowsFolderProtectionTests : FolderProtectionContract
{
    private const uint Dacl = 0x4;
    private const uint EverythingButInherited = 0x80000000 | Dacl;

    private static string Everybody { get; } =
        new SecurityIdentifier(WellKnownSidType.WorldSid, null).Translate(typeof(NTAccount)).Value.TrimStart('\\');

    public TestContext TestContext { get; set; } = null!;

    protected override IFolderProtection Protection { get; } = new WindowsFolderProtection();

    [TestMethod]
    public void Trespassers_everybody_may_read_only_where_that_is_allowed()
    {
        Directory.CreateDirectory(Folder);
        Grant(Folder, "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;WD)");

        Assert.DoesNotContain(Everybody, Protection.Trespassers(Folder, FolderAccess.ReadableByUsers));
        Assert.Contains(Everybody, Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly));
        Assert.Contains(Everybody, Protection.Trespassers(Folder, FolderAccess.OwnAccount));
    }

    [TestMethod]
    public void Trespassers_of_a_file_in_the_folder_are_named_until_it_is_taken_over()
    {
        Directory.CreateDirectory(Folder);
        Grant(Folder, "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;WD)");
        var file = Path.Combine(Folder, "journal.json");
        Write(file);
        LetEverybodyWrite(file);
        Assert.Contains(Everybody, Protection.Trespassers(Folder, FolderAccess.ReadableByUsers));

        Protection.Protect(Folder, FolderAccess.ReadableByUsers);

        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.ReadableByUsers)));
        Assert.AreEqual("a", File.ReadAllText(file));
    }

    [TestMethod]
    [DataRow(@"{0}\")]
    [DataRow(@"{0}\.\x\..")]
    public void Folder_written_in_another_way_is_the_same_folder(string form)
    {
        var written = string.Format(CultureInfo.InvariantCulture, form, Folder).Replace('\\', '/');
        Protection.Protect(written, FolderAccess.ReadableByUsers);
        Grant(Folder, "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;WD)");
        var file = Path.Combine(Folder, "journal.json");
        Write(file);
        LetEverybodyWrite(file);

        Assert.Contains(Everybody, Protection.Trespassers(written, FolderAccess.ReadableByUsers));
        Protection.Protect(written, FolderAccess.ReadableByUsers);
        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.ReadableByUsers)));
    }

    [TestMethod]
    public void Drive_is_no_folder_to_protect() =>
        Assert.ThrowsExactly<ArgumentException>(() => Protection.Protect(@"C:\", FolderAccess.AdministratorsOnly));

    [TestMethod]
    public async Task Link_in_place_of_the_folder_is_named_and_refused()
    {
        var target = Path.Combine(Path.GetDirectoryName(Folder)!, "target");
        Directory.CreateDirectory(target);
        LetEverybodyWrite(target);
        await using var link = await FolderLink.Make(Folder, target, TestContext.CancellationToken);

        Assert.Contains(trespasser => trespasser.Contains(Folder, StringComparison.Ordinal), Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly));
        var refusal = Assert.ThrowsExactly<IOException>(() => Protection.Protect(Folder, FolderAccess.AdministratorsOnly));

        Assert.Contains(Folder, refusal.Message);
        Assert.Contains(Everybody, Protection.Trespassers(target, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    public void File_in_place_of_the_folder_is_named_and_refused()
    {
        Write(Folder);

        Assert.Contains(trespasser => trespasser.Contains(Folder, StringComparison.Ordinal), Protection.Trespassers(Folder, FolderAccess.OwnAccount));
        Assert.ThrowsExactly<IOException>(() => Protection.Protect(Folder, FolderAccess.OwnAccount));
    }

    [TestMethod]
    public void Second_name_of_a_file_that_lies_elsewhere_is_named_and_refused()
    {
        var elsewhere = Path.Combine(Path.GetDirectoryName(Folder)!, "elsewhere.txt");
        var link = Path.Combine(Folder, "link.txt");
        Write(elsewhere);
        Directory.CreateDirectory(Folder);
        Assert.IsTrue(CreateHardLinkW(link, elsewhere, IntPtr.Zero));

        Assert.Contains(trespasser => trespasser.Contains(link, StringComparison.Ordinal), Protection.Trespassers(Folder, FolderAccess.OwnAccount));
        var refusal = Assert.ThrowsExactly<IOException>(() => Protection.Protect(Folder, FolderAccess.OwnAccount));
        Assert.Contains(link, refusal.Message);
    }

    [TestMethod]
    public void Folder_inside_inherits_the_new_rights()
    {
        if (WindowsMachine.IsWine)
            Assert.Inconclusive("Wine 8 shows the rights of Unix, which are not inherited.");
        var inside = Path.Combine(Folder, "inside");
        Directory.CreateDirectory(Folder);
        Grant(Folder, "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)");
        Directory.CreateDirectory(inside);
        Assert.Contains(Everybody, Protection.Trespassers(inside, FolderAccess.AdministratorsOnly));

        Protection.Protect(Folder, FolderAccess.AdministratorsOnly);

        Assert.DoesNotContain(Everybody, Protection.Trespassers(inside, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    public void Folder_inside_whose_rights_are_kept_keeps_them()
    {
        if (WindowsMachine.IsWine)
            Assert.Inconclusive("Wine 8 shows the rights of Unix, which are not inherited.");
        var inside = Path.Combine(Folder, "inside");
        Directory.CreateDirectory(Folder);
        Grant(Folder, "(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)");
        Directory.CreateDirectory(inside);

        Protection.KeepRights(inside);
        Protection.Protect(Folder, FolderAccess.AdministratorsOnly);

        Assert.Contains(Everybody, Protection.Trespassers(inside, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    [DataRow(FileShare.None)]
    [DataRow(FileShare.Delete)]
    public void Folder_that_everybody_may_read_is_seen_to_although_somebody_holds_it_and_that_is_told(FileShare shared)
    {
        var told = new List<string>();
        var protection = new WindowsFolderProtection(told.Add);
        Directory.CreateDirectory(Folder);
        LetEverybodyWrite(Folder);
        using (Hold(Folder, shared))
        {
            Assert.Contains(Everybody, protection.Trespassers(Folder, FolderAccess.ReadableByUsers));
            protection.Protect(Folder, FolderAccess.ReadableByUsers);
            Assert.AreEqual("", string.Join(", ", protection.Trespassers(Folder, FolderAccess.ReadableByUsers)));
        }

        Assert.Contains(Folder, Assert.ContainsSingle(told));
    }

    [TestMethod]
    public void Folder_of_administrators_is_not_believed_while_its_files_cannot_be_looked_at()
    {
        Protection.Protect(Folder, FolderAccess.AdministratorsOnly);
        using (Hold(Folder, FileShare.None))
            Assert.Contains(Folder, Assert.ThrowsExactly<IOException>(() => Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly)).Message);

        Assert.AreEqual("", string.Join(", ", Protection.Trespassers(Folder, FolderAccess.AdministratorsOnly)));
    }

    [TestMethod]
    public async Task Folder_that_is_held_for_a_moment_is_waited_for()
    {
        var told = new List<string>();
        var protection = new WindowsFolderProtection(told.Add);
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, "journal.json");
        Write(file);
        LetEverybodyWrite(file);
        var held = Hold(Folder, FileShare.None);
        var letGo = Task.Run(
            async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.CancellationToken);
                held.Dispose();
            },
            TestContext.CancellationToken);

        protection.Protect(Folder, FolderAccess.ReadableByUsers);

        await letGo;
        Assert.IsEmpty(told);
        Assert.AreEqual("", string.Join(", ", protection.Trespassers(Folder, FolderAccess.ReadableByUsers)));
    }

    [TestMethod]
    public void File_beside_one_that_is_refused_is_taken_over_all_the_same()
    {
        var (elsewhere, link, file) = (Path.Combine(Path.GetDirectoryName(Folder)!, "elsewhere.txt"), Path.Combine(Folder, "a.txt"), Path.Combine(Folder, "b.txt"));
        Directory.CreateDirectory(Folder);
        Write(elsewhere);
        Write(file);
        LetEverybodyWrite(file);
        Assert.Contains(Everybody, Protection.FileTrespassers(file, FolderAccess.ReadableByUsers));
        Assert.IsTrue(CreateHardLinkW(link, elsewhere, IntPtr.Zero));

        Assert.Contains(link, Assert.ThrowsExactly<IOException>(() => Protection.Protect(Folder, FolderAccess.ReadableByUsers)).Message);

        Assert.DoesNotContain(Everybody, Protection.FileTrespassers(file, FolderAccess.ReadableByUsers));
    }

    [TestMethod]
    public async Task Many_at_once_do_not_take_the_privileges_from_each_other()
    {
        var folders = Enumerable.Range(0, 16).Select(number => Path.Combine(Folder, $"{number}")).ToList();

        await Task.WhenAll(folders.Select(folder => Task.Run(() =>
        {
            for (var round = 0; round < 20; round++)
            {
                Protection.Protect(folder, FolderAccess.AdministratorsOnly);
                Assert.IsEmpty(Protection.Trespassers(folder, FolderAccess.AdministratorsOnly));
            }
        }, TestContext.CancellationToken)));
    }

    protected override string LetEverybodyWrite(string path)
    {
        Grant(path, "(A;OICI;FA;;;WD)");
        return Everybody;
    }

    // With a function that the product does not use.
    private static void Grant(string path, string entries)
    {
        if (!ConvertStringSecurityDescriptorToSecurityDescriptorW("D:P" + entries, 1, out var descriptor, IntPtr.Zero)
            || !SetFileSecurityW(path, EverythingButInherited, descriptor))
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        Marshal.FreeHGlobal(descriptor);
    }

    [LibraryImport("advapi32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ConvertStringSecurityDescriptorToSecurityDescriptorW(string text, uint revision, out IntPtr descriptor, IntPtr size);

    [LibraryImport("advapi32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetFileSecurityW(string path, uint what, IntPtr descriptor);

    /// <summary>Has a folder open to be listed, as everybody can who may read it.</summary>
    private static SafeFileHandle Hold(string folder, FileShare shared)
    {
        const uint listDirectory = 0x1, backupSemantics = 0x02000000, openExisting = 3;
        var held = CreateFileW(folder, listDirectory, (uint)shared, IntPtr.Zero, openExisting, backupSemantics, IntPtr.Zero);
        return held.IsInvalid ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : held;
    }

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFileW(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLinkW(string link, string target, IntPtr security);
}
