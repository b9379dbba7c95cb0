using System.Xml.Linq;

namespace Installer.Tests.Package;

/// <summary>That the sources and projects are written for the version of WiX that compiles them, which never runs here.</summary>
[TestClass]
public sealed class WixVersionTests
{
    private const string Namespace = "http://wixtoolset.org/schemas/v4/wxs";

    /// <summary>The elements of extensions, and their attributes in 5.0.2. WiX 6 has more, under the same namespaces.</summary>
    private static readonly Dictionary<string, string[]> Elements = new()
    {
        ["ui:WixUI"] = ["Id", "InstallDirectory"],
        ["util:EventSource"] =
        [
            "Name", "Log", "KeyPath", "EventMessageFile", "CategoryMessageFile", "CategoryCount", "ParameterMessageFile",
            "SupportsErrors", "SupportsFailureAudits", "SupportsInformationals", "SupportsSuccessAudits", "SupportsWarnings",
        ],
        ["bal:WixStandardBootstrapperApplication"] =
        [
            "Theme", "ThemeFile", "LocalizationFile", "LicenseFile", "LicenseUrl", "LogoFile", "LogoSideFile", "LaunchTarget", "LaunchTargetElevatedId",
            "LaunchArguments", "LaunchHidden", "LaunchWorkingFolder", "ShowFilesInUse", "ShowVersion", "SuppressDowngradeFailure", "SuppressOptionsUI",
            "SuppressRepair", "SupportCacheOnly",
        ],
    };

    /// <summary>The attributes that extensions add to elements of WiX itself.</summary>
    private static readonly string[] Attributes = ["Variable bal:Overridable"];

    [TestMethod]
    public void Extensions_are_asked_for_nothing_but_what_this_version_knows()
    {
        var sources = WindowsSources.Files().Where(file => file.EndsWith(".wxs", StringComparison.Ordinal)).SelectMany(file => XDocument.Load(file).Descendants()).ToList();

        var elements = sources.Where(element => element.Name.NamespaceName != Namespace).ToList();
        Assert.IsNotEmpty(elements);
        foreach (var element in elements)
        {
            Assert.IsTrue(Elements.TryGetValue(Named(element.Name), out var known), Named(element.Name));
            foreach (var attribute in element.Attributes())
                CollectionAssert.Contains(known, Named(attribute.Name), Named(element.Name));
        }

        var attributes = sources.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length > 0);
        CollectionAssert.IsSubsetOf(attributes.Select(attribute => $"{attribute.Parent!.Name.LocalName} {Named(attribute.Name)}").Distinct().ToList(), Attributes);
    }

    [TestMethod]
    [DataRow("Package.wixproj")]
    [DataRow("Bundle/Bundle.wixproj")]
    public void WiX_is_pinned_to_one_version(string project)
    {
        // An Import cannot read a property for the version of its SDK.
        var pinned = (string)XDocument.Load(Repository.PathTo("Directory.Build.props")).Descendants("WixVersion").Single();
        var imported = Sdk(Load(project)).Select(import => (string)import.Attribute("Version")!).Distinct();
        Assert.AreEqual(pinned, imported.Single());
    }

    [TestMethod]
    public void Every_WiX_extension_has_the_version_of_WiX()
    {
        var versions = XDocument.Load(Repository.PathTo("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
        var used = new[] { "Package.Windows.targets", "Bundle/Bundle.wixproj" }
            .SelectMany(file => XDocument.Load(Repository.PathTo("installer", file)).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!)
            .ToList();
        Assert.HasCount(3, used);
        foreach (var extension in used)
            Assert.AreEqual("$(WixVersion)", versions[extension], extension);
    }

    [TestMethod]
    // Sources and texts are listed: what another build leaves in the folder is none. And of the kinds of debugging files WiX knows "full".
    [DataRow("Package.wixproj", "EnableDefaultCompileItems", "false")]
    [DataRow("Package.wixproj", "EnableDefaultEmbeddedResourceItems", "false")]
    [DataRow("Package.wixproj", "DebugType", "full")]
    [DataRow("Bundle/Bundle.wixproj", "EnableDefaultCompileItems", "false")]
    [DataRow("Bundle/Bundle.wixproj", "EnableDefaultEmbeddedResourceItems", "false")]
    [DataRow("Bundle/Bundle.wixproj", "DebugType", "full")]
    public void Project_says_what_the_SDK_would_otherwise_take_from_elsewhere(string project, string property, string value)
    {
        var loaded = Load(project);
        var set = loaded.Descendants(property).Single();
        Assert.AreEqual(value, set.Value);
        Assert.IsNull(set.Attribute("Condition"));
        // Behind Sdk.props, which brings Directory.Build.props, and before Sdk.targets, which uses it.
        Assert.AreEqual("Sdk.props", (string?)set.Parent!.ElementsBeforeSelf("Import").Single(Sdk(loaded).Contains).Attribute("Project"));
        Assert.AreEqual("Sdk.targets", (string?)set.Parent.ElementsAfterSelf("Import").Single(Sdk(loaded).Contains).Attribute("Project"));
    }

    private static XDocument Load(string project) => XDocument.Load(Repository.PathTo("installer", project));

    private static IEnumerable<XElement> Sdk(XDocument project) =>
        project.Descendants("Import").Where(import => (string?)import.Attribute("Sdk") == "WixToolset.Sdk");

    private static string Named(XName name) => name.NamespaceName.Length == 0 ? name.LocalName : $"{name.NamespaceName[(name.NamespaceName.LastIndexOf('/') + 1)..]}:{name.LocalName}";
}
