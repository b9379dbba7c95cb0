using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

[TestClass]
public sealed class ProductFolderTests
{
    private static readonly FakeFolderPlaces Places = new()
    {
        System = { @"C:\Windows", @"C:\Program Files", @"C:\Program Files (x86)", @"C:\ProgramData", @"C:\Users", @"C:\Users\anna" },
        Programs = { @"C:\Program Files", @"C:\Program Files (x86)" },
        Elsewhere = { @"Q:\", @"E:\stick" },
        TrueNames = { [@"S:\"] = @"D:\Substituted\", [@"C:\PROGRA~1\Octo"] = @"C:\Program Files\Octo" },
    };

    [TestMethod]
    [DataRow(@"C:\Program Files\Octopus Deploy\Tentacle\")]
    [DataRow(@"C:\Program Files (x86)\Octopus Deploy\Agent")]
    [DataRow(@"D:\Octopus & Co\Agent (1)\")]
    [DataRow(@"d:\ünïcode ☃\ı")]
    [DataRow(@"C:\WindowsTools\Agent")]
    public void Folder_of_its_own_is_taken(string path) => Assert.IsNull(WhyNot(path));

    [TestMethod]
    [DataRow(@"\\files\share\Tentacle", "is on another machine")]
    [DataRow(@"\\?\C:\Agent", "names a device")]
    [DataRow(@"Agent", "is not a full path")]
    [DataRow(@"..\Agent\", "is not a full path")]
    [DataRow(@"\Agent", "depends on the current drive")]
    [DataRow(@"D:Agent", "depends on the current folder of a drive")]
    [DataRow(@"%ProgramFiles%\Agent", "contains the variable %ProgramFiles%")]
    [DataRow(@"C:\a|b", "contains the character U+007C")]
    [DataRow(@"C:\con\Agent", "reserves for a device")]
    [DataRow(@"C:/Agent/x", @"has slashes where Windows Installer wants backslashes: C:\Agent\x")]
    [DataRow(@"Q:\Agent", "is not on a drive that is built into this machine")]
    [DataRow(@"E:\stick\Agent", "is not on a drive that is built into this machine")]
    [DataRow(@"C:\", "is a whole drive")]
    [DataRow(@"D:\x\..", "is a whole drive")]
    [DataRow(@"C:\Windows", "is a folder of Windows itself")]
    [DataRow(@"c:\windows\System32\Agent\", @"lies in C:\Windows")]
    [DataRow(@"C:\Agent\..\Windows\x", @"lies in C:\Windows")]
    [DataRow(@"C:\Program Files\", "is a folder of Windows itself")]
    [DataRow(@"C:\Users", "is a folder of Windows itself")]
    [DataRow(@"C:\Users\anna\Agent", @"lies in C:\Users")]
    [DataRow(@"C:\ProgramData\Agent", @"lies in C:\ProgramData")]
    [DataRow(@"C:\ProgramData\Octopus\Setup", @"lies in C:\ProgramData\Octopus, where this product keeps its data")]
    [DataRow(@"C:\ProgramData\Octopus", @"lies in C:\ProgramData\Octopus, where this product keeps its data")]
    [DataRow(@"S:\Agent", @"is only another name of D:\Substituted\Agent")]
    [DataRow(@"C:\PROGRA~1\Octo\Agent", @"is only another name of C:\Program Files\Octo\Agent")]
    public void Any_other_is_refused_with_the_reason(string path, string reason) => Assert.Contains(reason, WhyNot(path)!);

    [TestMethod]
    public void Data_folder_that_was_moved_is_found_too()
    {
        var folder = new ProductFolder(new(@"D:\Data\Octopus"), Places);

        Assert.Contains("keeps its data", folder.WhyNot(@"D:\Data\Octopus\Agent", isInstalled: false)!);
        Assert.AreEqual(@"holds D:\Data\Octopus", folder.WhyNot(@"D:\Data", isInstalled: false));
    }

    [TestMethod]
    public void Link_on_the_way_is_named()
    {
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(folder.File("link"), Directory.CreateDirectory(folder.File("target")).FullName);

        Assert.AreEqual($"lies behind {folder.File("link")}, which is a link to another place", WhyNot(Path.Combine(folder.File("link"), "Agent")));
    }

    [TestMethod]
    [DataRow(@"C:\", null)]
    [DataRow(@"S:\Agent", null)]
    [DataRow(@"Agent\", "is not a full path")]
    [DataRow(@"\server\share\", "depends on the current drive")]
    public void Where_the_product_is_already_only_what_cannot_work_is_refused(string path, string? reason) =>
        Assert.AreEqual(reason, new ProductFolder(new(@"C:\ProgramData\Octopus"), Places).WhyNot(path, isInstalled: true));

    private static string? WhyNot(string path) => new ProductFolder(new MachineFolder(@"C:\ProgramData\Octopus"), Places).WhyNot(path, isInstalled: false);
}
