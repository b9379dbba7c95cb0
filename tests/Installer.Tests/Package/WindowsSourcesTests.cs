using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Installer.Tests.Package;

/// <summary>What only WiX on Windows compiles: all that can be checked from here is that it fits.</summary>
[TestClass]
public sealed partial class WindowsSourcesTests
{
    [TestMethod]
    public void Every_Windows_fragment_is_referenced_by_the_package()
    {
        var declared = Directory.GetFiles(Repository.PathTo("installer", "Ui"), "*.wxs")
            .SelectMany(file => XDocument.Load(file).Descendants())
            .Where(element => element.Name.LocalName is "UI" or "ComponentGroup")
            .Select(element => (string)element.Attribute("Id")!)
            .ToList();
        var windowsOnly = WindowsOnly().Matches(File.ReadAllText(Repository.PathTo("installer", "Package.wxs"))).Select(match => match.Groups["id"].Value).ToList();
        CollectionAssert.AreEquivalent(declared, windowsOnly);
    }

    [TestMethod]
    public void WiX_is_pinned_to_one_version()
    {
        // An Import cannot read a property for the version of its SDK.
        var pinned = (string)XDocument.Load(Repository.PathTo("Directory.Build.props")).Descendants("WixVersion").Single();
        var imported = XDocument.Load(Repository.PathTo("installer", "Package.wixproj")).Descendants("Import")
            .Where(import => (string?)import.Attribute("Sdk") == "WixToolset.Sdk")
            .Select(import => (string)import.Attribute("Version")!)
            .Distinct();
        Assert.AreEqual(pinned, imported.Single());
    }

    [GeneratedRegex("""<\?ifdef WindowsOnly\?>\s*<\w+Ref Id="(?<id>\w+)" />\s*<\?endif\?>""")]
    private static partial Regex WindowsOnly();
}
