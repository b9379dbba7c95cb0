using PackageCompiler.Payload;

namespace Installer.Tests.Compiler;

[TestClass]
public sealed class PayloadTests
{
    [TestMethod]
    public void File_without_version_resource_gets_the_hash_Windows_Installer_computes()
    {
        using var package = new TinyPackage().WithFile("payload/a.txt", "abc").WithFile("payload/empty.txt", "");
        var files = package.Content().Files.ToDictionary(file => file.Name);
        // MD5 of "abc" is 90015098 3cd24fb0 d6963f7d 28e17f72, read as little-endian numbers.
        CollectionAssert.AreEqual(new[] { unchecked((int)0x98500190), unchecked((int)0xb04fd23c), 0x7d3f96d6, 0x727fe128 }, files["a.txt"].Hash!.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0 }, files["empty.txt"].Hash!.ToArray());
    }

    [TestMethod]
    public void Library_is_versioned_by_its_resource()
    {
        var version = FileVersion.Read(typeof(PayloadTests).Assembly.Location);
        Assert.AreEqual(typeof(PayloadTests).Assembly.GetName().Version!.ToString(), version!.Number);
        // .NET's compiler writes the neutral language.
        Assert.AreEqual("0", version.Languages);
    }

    [TestMethod]
    public void File_that_only_looks_like_a_program_is_unversioned()
    {
        using var package = new TinyPackage().WithFile("payload/a.txt", "MZ and then nothing of the kind, however long the line goes on after those two letters");
        Assert.IsNull(package.Content().Files.Single().Version);
    }

    [TestMethod]
    public void Files_are_numbered_by_folder_then_name_whatever_the_disk_says()
    {
        using var package = new TinyPackage().WithFile("payload/z.txt").WithFile("payload/sub/a.txt").WithFile("payload/B.txt").WithFile("payload/a.txt");
        CollectionAssert.AreEqual(new[] { "B.txt", "a.txt", "z.txt", "a.txt" }, package.Content().Files.Select(file => file.Name).ToList());
    }

    [TestMethod]
    public void Nested_folder_gets_every_folder_between()
    {
        using var package = new TinyPackage().WithFile("payload/one/two words/three/a.txt");
        var rows = package.Database().Tables.Single(table => table.Name == "Directory").Rows.Select(row => ((string)row[2]!).Split('|')[^1]).ToList();
        CollectionAssert.AreEqual(new[] { "SourceDir", "PFiles64", "Tiny", "one", "two words", "three" }, rows);
    }
}
