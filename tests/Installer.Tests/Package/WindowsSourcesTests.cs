using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Installer.Tests.Package;

/// <summary>What only WiX on Windows compiles: all that can be checked from here is that it fits.</summary>
[TestClass]
public sealed partial class WindowsSourcesTests
{
    [TestMethod]
    public void Every_source_and_project_is_well_formed()
    {
        var files = WindowsSources.Files().ToList();
        Assert.IsGreaterThan(10, files.Count);
        foreach (var file in files)
            Assert.IsNotNull(XDocument.Load(file).Root, file);
    }

    [TestMethod]
    public void Every_Windows_fragment_is_referenced_by_the_package()
    {
        var declared = WindowsSources.Package()
            .Where(element => element.Name.LocalName is "UI" or "ComponentGroup")
            .Select(element => (string)element.Attribute("Id")!)
            .ToList();
        var blocks = WindowsOnly().Matches(File.ReadAllText(Repository.PathTo("installer", "Package.wxs"))).Select(match => match.Value);
        var referenced = blocks.SelectMany(block => Reference().Matches(block)).Select(match => match.Groups["id"].Value).ToList();
        CollectionAssert.AreEquivalent(declared, referenced);
    }

    [TestMethod]
    public void Windows_sources_declare_nothing_a_second_time()
    {
        // Folders of Windows may be named in several places; everything else has one.
        var common = new[] { "Components.wxs", "CustomActions.wxs", "Messages.wxs", "Sequence.wxs", "Package.wxs", "Properties.wxi" }
            .SelectMany(file => XDocument.Load(Repository.PathTo("installer", file)).Descendants());
        var ids = common.Concat(WindowsSources.Package())
            .Where(element => element.Name.LocalName is not ("StandardDirectory" or "Publish") && !element.Name.LocalName.EndsWith("Ref", StringComparison.Ordinal))
            .Select(element => (element.Name.LocalName, Id: (string?)element.Attribute("Id")))
            // Controls are named within their dialog, and a property is set by the name it is declared with.
            .Where(declared => declared.Id is not null && declared.LocalName is not ("Control" or "SetProperty"));
        CollectionAssert.AllItemsAreUnique(ids.ToList());

        var guids = WindowsSources.Package().Select(element => (string?)element.Attribute("Guid")).OfType<string>()
            .Concat(BuiltPackages.New.Table("Component").Select(row => row["ComponentId"])).ToList();
        CollectionAssert.AllItemsAreUnique(guids);
    }

    [TestMethod]
    public void Only_administrators_have_the_folder_of_the_journal_and_nobody_inherits_a_right()
    {
        var text = File.ReadAllText(Repository.PathTo("installer", "Windows", "Permissions.wxs"));
        var rights = Define().Matches(text).ToDictionary(match => $"$({match.Groups["name"].Value})", match => match.Groups["value"].Value);
        var folders = WindowsSources.Package().Where(element => element.Name.LocalName == "PermissionEx")
            .ToDictionary(element => (string)element.Ancestors().First(parent => parent.Name.LocalName == "Component").Attribute("Directory")!, element => rights[(string)element.Attribute("Sddl")!]);

        CollectionAssert.AreEquivalent(new[] { "INSTALLFOLDER", "OctopusDataFolder", "SetupDataFolder" }, folders.Keys.ToList());
        Assert.AreEqual("D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)", folders["SetupDataFolder"]);
        foreach (var folder in new[] { "INSTALLFOLDER", "OctopusDataFolder" })
            Assert.AreEqual("D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)", folders[folder]);
    }

    [TestMethod]
    public void Data_folders_are_never_removed()
    {
        var permanent = WindowsSources.Package().Where(element => element.Name.LocalName == "Component" && (string?)element.Attribute("Permanent") == "yes")
            .Select(element => (string)element.Attribute("Directory")!);
        CollectionAssert.AreEquivalent(new[] { "OctopusDataFolder", "SetupDataFolder" }, permanent.ToList());
    }

    [TestMethod]
    public void Bundle_passes_every_property_that_an_administrator_may_set_and_no_other()
    {
        var declared = WindowsSources.Properties().Elements().Where(property => (string?)property.Attribute("Secure") == "yes")
            .Select(property => (string)property.Attribute("Id")!)
            // The folder's property stands beside its directory, in Components.wxs.
            .Append("INSTALLFOLDER")
            .ToList();
        var passed = WindowsSources.Bundle().Where(element => element.Name.LocalName == "MsiProperty").ToList();
        var variables = WindowsSources.Bundle().Where(element => element.Name.LocalName == "Variable").ToList();

        CollectionAssert.AreEquivalent(declared, passed.Select(property => (string)property.Attribute("Name")!).ToList());
        CollectionAssert.AreEquivalent(declared, variables.Select(variable => (string)variable.Attribute("Name")!).ToList());
        foreach (var property in passed)
        {
            var name = (string)property.Attribute("Name")!;
            Assert.AreEqual($"[{name}]", (string?)property.Attribute("Value"));
            // An empty one would take the package's default away.
            Assert.AreEqual(name, (string?)property.Attribute("Condition"));
        }
        foreach (var variable in variables)
        {
            Assert.AreEqual("yes", (string?)variable.Attribute(variable.GetNamespaceOfPrefix("bal")! + "Overridable"));
            Assert.IsNull(variable.Attribute("Value"), "Defaults stand in Properties.wxi.");
        }
    }

    [TestMethod]
    public void Bundle_and_package_are_products_of_their_own_name_and_version()
    {
        var bundle = WindowsSources.Bundle().Single(element => element.Name.LocalName == "Bundle");
        Assert.AreEqual(BuiltPackages.New.Property("ProductName"), (string?)bundle.Attribute("Name"));
        Assert.AreEqual(BuiltPackages.New.Property("Manufacturer"), (string?)bundle.Attribute("Manufacturer"));
        Assert.AreEqual("$(ProductVersion)", (string?)bundle.Attribute("Version"));
        Assert.AreNotEqual(BuiltPackages.New.Property("UpgradeCode"), (string?)bundle.Attribute("UpgradeCode"));
    }

    [TestMethod]
    public void Nobody_is_sent_to_the_vendor_for_help()
    {
        // Service names and the folder in Program Files are the vendor's on purpose: what works with his instances works with ours.
        foreach (var file in WindowsSources.Files())
            Assert.DoesNotContain("octopus.com", File.ReadAllText(file), file);
        Assert.AreNotEqual("Octopus Deploy", BuiltPackages.New.Property("Manufacturer"));
        Assert.Contains("Not made by Octopus Deploy", BuiltPackages.New.Property("ARPCOMMENTS"));
        Assert.Contains("no deployments", BuiltPackages.New.Table("Feature").Single(row => row["Feature"] == "Tentacle")["Description"]);
    }

    [GeneratedRegex(@"<\?ifdef WindowsOnly\?>.*?<\?endif\?>", RegexOptions.Singleline)]
    private static partial Regex WindowsOnly();

    [GeneratedRegex("""<\w+Ref Id="(?<id>\w+)" />""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"<\?define (?<name>\w+) = (?<value>.*?) \?>")]
    private static partial Regex Define();
}
