namespace Installer.Tests.Package;

[TestClass]
public sealed class StartMenuTests
{
    [TestMethod]
    public void Shortcut_opens_a_command_prompt_in_the_install_folder()
    {
        var shortcut = BuiltPackages.New.Table("Shortcut").Single(row => row["Shortcut"] == "CommandPrompt");
        Assert.AreEqual("Tentacle command prompt", shortcut["Name"].Split('|')[^1]);
        Assert.AreEqual("[System64Folder]cmd.exe /k Tentacle.exe help", $"{shortcut["Target"]} {shortcut["Arguments"]}");
        Assert.AreEqual("INSTALLFOLDER", shortcut["WkDir"]);
    }

    [TestMethod]
    public void Shortcut_opens_the_Manager()
    {
        var shortcut = BuiltPackages.New.Table("Shortcut").Single(row => row["Shortcut"] == "Manager");
        Assert.AreEqual("Octopus Manager", shortcut["Name"].Split('|')[^1]);
        Assert.AreEqual("[INSTALLFOLDER]Octopus.Manager.exe ", $"{shortcut["Target"]} {shortcut["Arguments"]}");
        Assert.AreEqual("ManagerExecutable", shortcut["Component_"]);
    }

    [TestMethod]
    public void Folder_in_the_Start_menu_is_ours_and_goes_with_the_product()
    {
        var folder = BuiltPackages.New.Table("Shortcut").Select(row => row["Directory_"]).Distinct().Single();
        var row = BuiltPackages.New.Table("Directory").Single(row => row["Directory"] == folder);
        Assert.AreEqual("ProgramMenuFolder", row["Directory_Parent"]);
        Assert.AreEqual("Octopus Tentacle", row["DefaultDir"].Split('|')[^1]);

        var removal = BuiltPackages.New.Table("RemoveFile").Single();
        // Without a file name it is the folder, when it is empty; 2 is on uninstall.
        Assert.AreEqual($"{folder}  2", $"{removal["DirProperty"]} {removal["FileName"]} {removal["InstallMode"]}");
    }

    [TestMethod]
    public void Key_path_of_each_shortcut_is_a_file_for_the_whole_machine()
    {
        var keyPaths = BuiltPackages.New.Table("Component").ToDictionary(row => row["Component"], row => row["KeyPath"]);
        CollectionAssert.AreEquivalent(
            new[] { "CommandPrompt Tentacle.exe", "Manager Octopus.Manager.exe" },
            BuiltPackages.New.Table("Shortcut").Select(row => $"{row["Shortcut"]} {keyPaths[row["Component_"]]}").ToList());
        // 1 is HKEY_CURRENT_USER: 1402 for whoever has none (OctopusDeploy/Issues 2468).
        Assert.IsEmpty(BuiltPackages.New.Table("Registry").Where(row => row["Root"] == "1"));
    }

    [TestMethod]
    public void Icon_is_in_the_package_for_the_shortcut_and_for_the_list_of_programs()
    {
        // Asked for the table, msiinfo would write the icons into the current folder.
        var stream = BuiltPackages.New.Streams().Single(name => name.StartsWith("Icon.", StringComparison.Ordinal));
        Assert.AreEqual(stream, "Icon." + BuiltPackages.New.Table("Shortcut").Select(row => row["Icon_"]).Distinct().Single());
        Assert.AreEqual(stream, "Icon." + BuiltPackages.New.Property("ARPPRODUCTICON"));
    }

    [TestMethod]
    public void Icon_has_the_sizes_that_Windows_asks_for()
    {
        var bytes = File.ReadAllBytes(Repository.PathTo("installer", "Tentacle.ico"));
        Assert.IsLessThan(20 * 1024, bytes.Length);
        // A header of six bytes, then sixteen for each picture, of which the first is the width; 0 means 256.
        var widths = Enumerable.Range(0, bytes[4]).Select(picture => (int)bytes[6 + (16 * picture)]).ToList();
        CollectionAssert.AreEqual(new[] { 16, 32, 48, 0 }, widths);
    }

    [TestMethod]
    public void Shortcuts_are_made_and_removed_also_when_the_product_is_advertised()
    {
        var install = BuiltPackages.New.Table("InstallExecuteSequence").ToDictionary(row => row["Action"], row => row.Number("Sequence"));
        Assert.AreEqual((3200, 4500), (install["RemoveShortcuts"], install["CreateShortcuts"]));
        Assert.AreEqual(4500, BuiltPackages.New.Table("AdvtExecuteSequence").Single(row => row["Action"] == "CreateShortcuts").Number("Sequence"));
    }
}
