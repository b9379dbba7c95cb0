using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Installer.Tests.Package;

[TestClass]
public sealed partial class PropertyTests
{
    [TestMethod]
    [DataRow("STOPTIMEOUT", "180")]
    [DataRow("STARTTIMEOUT", "120")]
    [DataRow("ONSTARTFAILURE", "continue")]
    [DataRow("RESTARTINSTANCES", "running")]
    [DataRow("ONUNSTARTABLE", "continue")]
    [DataRow("ADOPTVENDOR", "0")]
    [DataRow("MSIRESTARTMANAGERCONTROL", "Disable")]
    [DataRow("REBOOT", "ReallySuppress")]
    [DataRow("REINSTALLMODE", "amus")]
    [DataRow("ARPNOMODIFY", "1")]
    [DataRow("ALLUSERS", "1")]
    [DataRow("ProductName", "Octopus Tentacle")]
    [DataRow("Manufacturer", "Multi-Instance Tentacle Project")]
    [DataRow("ProductLanguage", "1033")]
    [DataRow("ProductVersion", "1.1.0")]
    public void Property_has_its_default(string property, string value) =>
        Assert.AreEqual(value, BuiltPackages.New.Property(property));

    [TestMethod]
    public void Property_table_holds_nothing_undocumented()
    {
        // What Windows Installer itself needs, then what docs/administration lists.
        string[] known =
        [
            "ALLUSERS", "Manufacturer", "ProductCode", "ProductLanguage", "ProductName", "ProductVersion", "SecureCustomProperties", "UpgradeCode",
            "ARPCOMMENTS", "ARPNOMODIFY", "ARPPRODUCTICON", "MSIRESTARTMANAGERCONTROL", "REBOOT", "REINSTALLMODE",
            "ADOPTVENDOR", "ONSTARTFAILURE", "ONUNSTARTABLE", "RESTARTINSTANCES", "STARTTIMEOUT", "STOPTIMEOUT",
        ];
        CollectionAssert.AreEquivalent(known, BuiltPackages.New.Table("Property").Select(row => row["Property"]).ToList());
    }

    [TestMethod]
    public void Secure_properties_are_those_an_administrator_sets_and_the_searches() =>
        Assert.AreEqual(
            "ADOPTVENDOR;INSTALLFOLDER;INSTALLLOCATION;ONSTARTFAILURE;ONUNSTARTABLE;REMEMBEREDINSTALLFOLDER;RESTARTINSTANCES;STARTTIMEOUT;STOPTIMEOUT;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED",
            BuiltPackages.New.Property("SecureCustomProperties"));

    [TestMethod]
    public void Secure_properties_in_the_sources_are_those_in_code()
    {
        var code = File.ReadAllText(Repository.PathTo("customactions", "SetupProperties.cs"));
        var inCode = PropertyName().Matches(code).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal).ToList();
        var declared = XDocument.Load(Repository.PathTo("installer", "Properties.wxi")).Descendants()
            .Where(element => element.Name.LocalName == "Property" && (string?)element.Attribute("Secure") == "yes")
            .Select(element => (string)element.Attribute("Id")!)
            // The folder's property stands beside its directory, in Components.wxs.
            .Append("INSTALLFOLDER")
            .Order(StringComparer.Ordinal)
            .ToList();
        CollectionAssert.AreEqual(inCode, declared);
    }

    [TestMethod]
    public void Product_code_is_new_in_every_version_and_upgrade_code_never()
    {
        Assert.AreNotEqual(BuiltPackages.Old.Property("ProductCode"), BuiltPackages.New.Property("ProductCode"));
        Assert.AreEqual(BuiltPackages.Old.Property("UpgradeCode"), BuiltPackages.New.Property("UpgradeCode"));
        Assert.AreEqual("{6B0B9C1E-7B0C-4C52-9E0B-2D1C7B0F4E61}", BuiltPackages.New.Property("UpgradeCode"));
    }

    [TestMethod]
    public void Upgrade_removes_this_version_and_older_and_only_detects_newer()
    {
        var rows = BuiltPackages.New.Table("Upgrade").Select(row =>
            $"{row["VersionMin"]}..{row["VersionMax"]} {row["Language"]} {row["Attributes"]} {row["ActionProperty"]}").ToList();
        CollectionAssert.AreEqual(new[] { "..1.1.0 1033 513 WIX_UPGRADE_DETECTED", "1.1.0.. 1033 2 WIX_DOWNGRADE_DETECTED" }, rows);
    }

    [TestMethod]
    public void Launch_conditions_let_an_installed_product_be_repaired_and_removed()
    {
        var conditions = BuiltPackages.New.Table("LaunchCondition").Select(row => row["Condition"]).ToList();
        CollectionAssert.AreEquivalent(
            new[] { "NOT WIX_DOWNGRADE_DETECTED", "Installed OR VersionNT64 >= 603", "Installed OR ALLUSERS", "NOT EXECUTEMODE OR EXECUTEMODE ~<< \"S\"" },
            conditions);
    }

    [TestMethod]
    public void Older_version_says_why_it_is_refused_and_what_to_do()
    {
        var message = BuiltPackages.New.Table("LaunchCondition").Single(row => row["Condition"] == "NOT WIX_DOWNGRADE_DETECTED")["Description"];

        Assert.StartsWith("A newer version of [ProductName] is already installed.", message);
        Assert.Contains("To go back to version [ProductVersion], uninstall the newer one first", message);
    }

    [TestMethod]
    [DataRow("Installed OR ALLUSERS", "Leave ALLUSERS and MSIINSTALLPERUSER away")]
    [DataRow("NOT EXECUTEMODE OR EXECUTEMODE ~<< \"S\"", "Leave EXECUTEMODE away")]
    public void Standard_property_that_is_refused_is_named_with_what_to_do(string condition, string advice) =>
        Assert.Contains(advice, BuiltPackages.New.Table("LaunchCondition").Single(row => row["Condition"] == condition)["Description"]);

    [TestMethod]
    public void Summary_says_64_bit_and_Windows_Installer_5()
    {
        var summary = BuiltPackages.New.Summary();
        StringAssert.Contains(summary, "Template: x64;1033");
        StringAssert.Contains(summary, "Version: 500");
        StringAssert.Contains(summary, "Source: 2 ");
    }

    [GeneratedRegex("const string \\w+ = \"(?<name>[A-Z]{2,})\"")]
    private static partial Regex PropertyName();
}
