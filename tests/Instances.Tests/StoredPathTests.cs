using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>A stored path is one place for every process, or none.</summary>
[TestClass]
public sealed class StoredPathTests
{
    /// <summary>Paths that are none wherever they are stored as full ones, with why.</summary>
    public static IEnumerable<object[]> Refused =>
    [
        [".", "is not a full path"],
        ["Octopus", "is not a full path"],
        [@"..\..\Windows", "is not a full path"],
        ["C:", "depends on the current folder of a drive"],
        ["d:Octopus", "depends on the current folder of a drive"],
        [@"\Octopus", "depends on the current drive"],
        [@"\??\C:\Octopus", "contains the character U+003F, which no path has"],
        [@"%SystemDrive%\Octopus", "contains the variable %SystemDrive%, which nobody expands"],
        [@"C:\%Prod A%\x", "contains the variable %Prod A%, which nobody expands"],
        [@"\\server\share\x", "is on another machine or names a device, and a folder of this machine is needed"],
        ["//server/share/x", "is on another machine or names a device, and a folder of this machine is needed"],
        [@"\\?\C:\Octopus", "is on another machine or names a device, and a folder of this machine is needed"],
        [@"\\.\pipe\x", "is on another machine or names a device, and a folder of this machine is needed"],
        [@"/\localhost\c$\Windows", "is on another machine or names a device, and a folder of this machine is needed"],
        [@"C:\Octopus:stream", "contains a colon that belongs to no drive"],
        ["file:///C:/Octopus", "contains a colon that belongs to no drive"],
        ["1:\\Octopus", "contains a colon that belongs to no drive"],
        ["C:\\Octo\npus", "contains the character U+000A, which no path has"],
        ["C:\\Oct\"opus", "contains the character U+0022, which no path has"],
        ["C:\\Octo\0pus", "contains the character U+0000, which no path has"],
        [@"C:\Octopus\*", "contains the character U+002A, which no path has"],
        [@"C:\NUL", "has a part that Windows reserves for a device"],
        [@"C:\Octopus\com1.log\x", "has a part that Windows reserves for a device"],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void TryRead_what_is_not_one_place_is_refused(string text, string reason)
    {
        Assert.IsFalse(StoredPath.TryRead(text, folder: null, out var path, out var refusal));

        Assert.AreEqual(("", reason), (path, refusal));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    public void TryRead_nothing_is_empty(string text)
    {
        Assert.IsFalse(StoredPath.TryRead(text, @"C:\Octopus", out _, out var refusal));

        Assert.AreEqual("is empty", refusal);
    }

    [TestMethod]
    [DataRow(@"C:\Octopus", @"C:\Octopus")]
    [DataRow(@"c:/Octopus/Prod A\", @"c:\Octopus\Prod A")]
    [DataRow(@"C:\Octopus\.\Prod A\\x", @"C:\Octopus\Prod A\x")]
    [DataRow(@"C:\Octopus\..\Windows\System32", @"C:\Windows\System32")]
    [DataRow(@"C:\..\..\Windows", @"C:\Windows")]
    [DataRow(@"C:\Octopus\Prod A. \x", @"C:\Octopus\Prod A\x")]
    [DataRow(@"C:\", @"C:\")]
    [DataRow(@"C:\100% sure\x", @"C:\100% sure\x")]
    [DataRow(@"C:\a%b\c%d", @"C:\a%b\c%d")]
    public void TryRead_a_full_path_gives_it_in_its_one_form(string text, string path)
    {
        Assert.IsTrue(StoredPath.TryRead(text, folder: null, out var read, out var reason), reason);

        Assert.AreEqual(path, read);
    }

    [TestMethod]
    [DataRow(".", @"C:\Octopus\Rel")]
    [DataRow(@".\", @"C:\Octopus\Rel")]
    [DataRow("data", @"C:\Octopus\Rel\data")]
    [DataRow(@"..\Other", @"C:\Octopus\Other")]
    [DataRow(@"D:\Octopus", @"D:\Octopus")]
    public void TryRead_a_relative_path_is_taken_from_the_folder_as_the_vendor_does(string text, string path)
    {
        Assert.IsTrue(StoredPath.TryRead(text, @"C:\Octopus\Rel", out var read, out var reason), reason);

        Assert.AreEqual(path, read);
    }

    [TestMethod]
    [DataRow("d:Octopus")]
    [DataRow(@"\Octopus")]
    [DataRow(@"%TEMP%\x")]
    [DataRow(@"\\server\share")]
    public void TryRead_what_only_looks_relative_is_refused_with_a_folder_too(string text) =>
        Assert.IsFalse(StoredPath.TryRead(text, @"C:\Octopus", out _, out _));

    [TestMethod]
    [DataRow("")]
    [DataRow("configuration")]
    [DataRow("C:")]
    public void TryRead_a_relative_path_from_a_folder_that_is_relative_itself_is_refused(string folder) =>
        Assert.IsFalse(StoredPath.TryRead(".", folder, out _, out _));

    [TestMethod]
    public void TryRead_of_any_text_gives_a_full_path_that_reads_as_itself_or_a_reason() =>
        Gen.String[Gen.Char[@"aB1:\/. %*""C"], 0, 12].Sample(
            text =>
            {
                if (!StoredPath.TryRead(text, @"D:\home", out var path, out var reason))
                {
                    Assert.AreNotEqual("", reason);
                    return;
                }

                Assert.IsTrue(StoredPath.TryRead(path, folder: null, out var again, out reason), reason);
                Assert.AreEqual(path, again);
                Assert.DoesNotContain("..", path.Split('\\', '/'));
            },
            iter: 20_000);
}
