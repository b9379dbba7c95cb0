using PackageCompiler.Identity;
using PackageCompiler.Source;

namespace Installer.Tests.Compiler;

[TestClass]
public sealed class IdentityTests
{
    [TestMethod]
    // Pairs that WiX's own tests of harvesting state (HarvestFilesFixture).
    [DataRow("", "test2.txt", "flsj.cb0sFWqIPHPFSKJSEEaPDuAQ4")]
    [DataRow(@"files2_sub2", "test20.txt", "fls05.yw49T0FVAq3Wvq2ihNp3KWfI")]
    [DataRow(@"files1_sub1\files1_sub2", "test120.txt", "flslrDWblm4pE.4i4jR58_XyYMmR8I")]
    public void Harvested_file_has_the_id_WiX_gives_it(string subfolder, string name, string expected)
    {
        var folder = subfolder.Length == 0 ? "INSTALLFOLDER" : Identifiers.ForDirectory("INSTALLFOLDER", subfolder);
        Assert.AreEqual(expected, Identifiers.ForFile(folder, name));
    }

    [TestMethod]
    public void Component_guid_follows_from_the_path_alone()
    {
        // Pinned: a different value here would orphan every file that is installed anywhere.
        Assert.AreEqual("{1FF03D4D-587C-586A-B5F8-FFE7A4E4AC24}", ComponentGuids.ForFile(@"ProgramFiles64Folder\octopus deploy\tentacle", "Tentacle.exe"));
        Assert.AreEqual(
            ComponentGuids.ForFile(@"ProgramFiles64Folder\octopus deploy\tentacle", "Tentacle.exe"),
            ComponentGuids.ForFile(@"ProgramFiles64Folder\octopus deploy\tentacle", "TENTACLE.EXE"));
    }

    [TestMethod]
    public void Component_guid_differs_by_folder_and_bitness()
    {
        Assert.AreNotEqual(ComponentGuids.ForFile("ProgramFiles64Folder", "a"), ComponentGuids.ForFile("CommonAppDataFolder", "a"));
        var value = new PackageCompiler.Authoring.RegistrySymbol(new SourceLocation("t", 1), "R", "C", PackageCompiler.Authoring.RegistryRoot.LocalMachine, "Key", "Name", "v", true);
        Assert.AreNotEqual(ComponentGuids.ForRegistry(value, is64Bit: true), ComponentGuids.ForRegistry(value, is64Bit: false));
    }

    [TestMethod]
    [DataRow("a.txt", true)]
    [DataRow("ABCDEFGH.DLL", true)]
    [DataRow("noext", true)]
    [DataRow("abcdefghi.txt", false)]
    [DataRow("a.json", false)]
    [DataRow("a b.txt", false)]
    [DataRow("a.b.txt", false)]
    [DataRow(".gitignore", false)]
    [DataRow("a+b.txt", false)]
    public void Name_that_fits_8_3_is_used_as_it_is(string name, bool fits)
    {
        Assert.AreEqual(fits, ShortNames.IsShort(name));
        Assert.AreEqual(fits, ShortNames.ForFile(name, "INSTALLFOLDER") == name);
    }

    [TestMethod]
    public void Short_names_of_many_similar_files_are_valid_and_unique()
    {
        var names = Enumerable.Range(0, 2000)
            .Select(number => ShortNames.ForFile($"Microsoft.Extensions.Something{number}.dll", "INSTALLFOLDER").Split('|')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.HasCount(2000, names);
        Assert.IsTrue(names.All(ShortNames.IsShort));
    }

    [TestMethod]
    public void Short_name_depends_on_the_folder() =>
        Assert.AreNotEqual(ShortNames.ForFile("long name.txt", "A"), ShortNames.ForFile("long name.txt", "B"));

    [TestMethod]
    public void Short_name_of_a_shortcut_comes_from_its_component_and_folder()
    {
        // The first letters of the SHA-1 of "tentacle command prompt|Shortcut|TentacleExecutable|MenuFolder" in base 64.
        Assert.AreEqual("h_7wk5gw|Tentacle command prompt", ShortNames.ForShortcut("Tentacle command prompt", "TentacleExecutable", "MenuFolder"));
        Assert.AreEqual("Prompt", ShortNames.ForShortcut("Prompt", "TentacleExecutable", "MenuFolder"));
    }

    [TestMethod]
    public void Package_keeps_its_guids_when_contents_change()
    {
        using var first = new TinyPackage().WithFile("payload/sub/long file name.json", "one");
        using var second = new TinyPackage().WithFile("payload/sub/long file name.json", "two, and longer").WithFile("payload/new.txt");
        var before = first.Content().Components.ToDictionary(component => component.Id, component => component.Guid);
        var after = second.Content().Components.ToDictionary(component => component.Id, component => component.Guid);
        foreach (var (id, guid) in before)
            Assert.AreEqual(guid, after[id]);
        Assert.HasCount(before.Count + 1, after);
    }
}
