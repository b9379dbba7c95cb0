namespace Installer.Tests.Package;

[TestClass]
public sealed class ContentTests
{
    private const int RegistryKeyPath = 4, Bits64 = 256;

    [TestMethod]
    public void Product_is_its_executables_and_nothing_beside_them() =>
        CollectionAssert.AreEquivalent(new[] { "Tentacle.exe", "Octopus.Manager.exe" }, BuiltPackages.New.Table("File").Select(row => row["File"]).ToList());

    [TestMethod]
    public void Files_are_exactly_the_payload_folder()
    {
        var package = BuiltPackages.New;
        var payload = Directory.EnumerateFiles(package.PayloadFolder, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(package.PayloadFolder, path).Replace('/', '\\')} {new FileInfo(path).Length}");
        var folders = Folders(package);
        var components = package.Table("Component").ToDictionary(row => row["Component"], row => row["Directory_"]);
        var packaged = package.Table("File")
            .Select(row => $"{folders[components[row["Component_"]]]}{LongName(row["FileName"])} {row["FileSize"]}");
        CollectionAssert.AreEqual(payload.Order(StringComparer.Ordinal).ToList(), packaged.Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public void Short_names_are_valid_and_unique_in_their_folder()
    {
        var components = BuiltPackages.New.Table("Component").ToDictionary(row => row["Component"], row => row["Directory_"]);
        var names = BuiltPackages.New.Table("File").Select(row => (components[row["Component_"]], Name: row["FileName"].Split('|')[0].ToUpperInvariant())).ToList();
        Assert.HasCount(names.Count, names.ToHashSet());
        foreach (var (_, name) in names)
            StringAssert.Matches(name, new(@"^[A-Z0-9_\-~]{1,8}(\.[A-Z0-9_\-~]{1,3})?$"));
    }

    [TestMethod]
    public void Sequence_of_files_has_no_gap_and_ends_with_the_cabinet()
    {
        var numbers = BuiltPackages.New.Table("File").Select(row => row.Number("Sequence")).Order().ToList();
        CollectionAssert.AreEqual(Enumerable.Range(1, numbers.Count).ToList(), numbers);
        var media = BuiltPackages.New.Table("Media").Single();
        Assert.AreEqual(numbers.Count, media.Number("LastSequence"));
        Assert.AreEqual("#cab1.cab", media["Cabinet"]);
        CollectionAssert.Contains(BuiltPackages.New.Streams().ToList(), "cab1.cab");
    }

    [TestMethod]
    public void Every_file_has_a_version_or_a_hash()
    {
        // All of them are programs; a package of other files has the hashes in the table that this one goes without.
        var hashed = BuiltPackages.New.Tables().Contains("MsiFileHash") ? BuiltPackages.New.Table("MsiFileHash").Select(row => row["File_"]).ToHashSet() : [];
        foreach (var file in BuiltPackages.New.Table("File"))
            Assert.AreEqual(file["Version"].Length == 0, hashed.Contains(file["File"]), file["FileName"]);
        Assert.AreEqual("1.1.0.0", BuiltPackages.New.Table("File").Single(row => row["File"] == "Tentacle.exe")["Version"]);
    }

    [TestMethod]
    public void Every_component_is_64_bit_and_has_its_one_file_as_key_path()
    {
        var files = BuiltPackages.New.Table("File").ToLookup(row => row["Component_"], row => row["File"]);
        foreach (var component in BuiltPackages.New.Table("Component").Where(row => row["Component"] != "InstallationRecord"))
        {
            Assert.AreEqual(Bits64, component.Number("Attributes"), component["Component"]);
            Assert.AreEqual(component["KeyPath"], files[component["Component"]].Single());
        }
    }

    [TestMethod]
    public void Installation_record_is_its_own_component_with_the_location_as_key_path()
    {
        var record = BuiltPackages.New.Table("Component").Single(row => row["Component"] == "InstallationRecord");
        Assert.AreEqual(Bits64 | RegistryKeyPath, record.Number("Attributes"));
        Assert.AreEqual("InstallLocation", record["KeyPath"]);
        CollectionAssert.AreEquivalent(
            new[] { @"2 Software\Octopus\Tentacle InstallLocation=[INSTALLFOLDER]", @"2 Software\Octopus\Tentacle Version=[ProductVersion]" },
            BuiltPackages.New.Table("Registry").Select(row => $"{row["Root"]} {row["Key"]} {row["Name"]}={row["Value"]}").ToList());
    }

    [TestMethod]
    public void Component_guids_are_the_same_in_both_versions()
    {
        static Dictionary<string, string> Guids(MsiPackage package) =>
            package.Table("Component").ToDictionary(row => row["Component"], row => row["ComponentId"]);
        var (old, current) = (Guids(BuiltPackages.Old), Guids(BuiltPackages.New));
        CollectionAssert.AreEquivalent(old, current);
        Assert.HasCount(current.Count, current.Values.ToHashSet());
    }

    [TestMethod]
    public void Service_row_stops_the_default_instance_and_never_starts_it()
    {
        var row = BuiltPackages.New.Table("ServiceControl").Single();
        Assert.AreEqual("OctopusDeploy Tentacle", row["Name"]);
        // Stop on install 2, stop on uninstall 32.
        Assert.AreEqual(2 + 32, row.Number("Event"));
        Assert.AreEqual(1, row.Number("Wait"));
        Assert.AreEqual("TentacleExecutable", row["Component_"]);
    }

    [TestMethod]
    public void Manager_is_a_feature_of_its_own_and_everything_else_is_the_other()
    {
        CollectionAssert.AreEqual(
            new[] { "Manager 4 1 8", "Tentacle 2 1 24" },
            BuiltPackages.New.Table("Feature").Select(row => $"{row["Feature"]} {row["Display"]} {row["Level"]} {row["Attributes"]}").Order(StringComparer.Ordinal).ToList());
        CollectionAssert.AreEquivalent(
            BuiltPackages.New.Table("Component").Select(row => row["Component"]).Select(component => $"{component} {(component == "ManagerExecutable" ? "Manager" : "Tentacle")}").ToList(),
            BuiltPackages.New.Table("FeatureComponents").Select(row => $"{row["Component_"]} {row["Feature_"]}").ToList());
    }

    [TestMethod]
    public void Manager_is_one_file()
    {
        Assert.AreEqual("Octopus.Manager.exe", LongName(BuiltPackages.New.Table("File").Single(row => row["Component_"] == "ManagerExecutable")["FileName"]));
        Assert.IsEmpty(BuiltPackages.New.Table("File").Where(row => row["FileName"].Contains("wwwroot", StringComparison.OrdinalIgnoreCase) || row["FileName"].EndsWith(".css", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public void Folder_search_reads_the_64_bit_registry()
    {
        var locator = BuiltPackages.New.Table("RegLocator").Single();
        Assert.AreEqual(@"2 Software\Octopus\Tentacle InstallLocation 18", $"{locator["Root"]} {locator["Key"]} {locator["Name"]} {locator["Type"]}");
        Assert.AreEqual("REMEMBEREDINSTALLFOLDER", BuiltPackages.New.Table("AppSearch").Single()["Property"]);
    }

    private static Dictionary<string, string> Folders(MsiPackage package)
    {
        var rows = package.Table("Directory").ToDictionary(row => row["Directory"]);
        string Below(string id) => id == "INSTALLFOLDER" ? "" : Below(rows[id]["Directory_Parent"]) + LongName(rows[id]["DefaultDir"]) + "\\";
        return package.Table("Component").Select(row => row["Directory_"]).Distinct().ToDictionary(id => id, Below);
    }

    private static string LongName(string name) => name[(name.IndexOf('|', StringComparison.Ordinal) + 1)..];
}
