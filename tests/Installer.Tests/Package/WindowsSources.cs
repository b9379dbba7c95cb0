using System.Xml.Linq;

namespace Installer.Tests.Package;

/// <summary>The sources that only WiX on Windows compiles.</summary>
internal static class WindowsSources
{
    /// <summary>Every source of the package and the bundle, and the projects that build them.</summary>
    public static IEnumerable<string> Files() =>
        new[] { "*.wxs", "*.wxi", "*.wixproj", "*.targets" }.SelectMany(pattern =>
            Directory.EnumerateFiles(Repository.PathTo("installer"), pattern, SearchOption.AllDirectories));

    /// <summary>What is added to the package on Windows.</summary>
    public static IReadOnlyList<XElement> Package() =>
        [.. Directory.EnumerateFiles(Repository.PathTo("installer", "Windows"), "*.wxs").SelectMany(file => XDocument.Load(file).Descendants())];

    /// <summary>The actions among <see cref="Package"/> that are in our library.</summary>
    public static IEnumerable<XElement> Actions() =>
        Package().Where(element => element.Name.LocalName == "CustomAction" && (string?)element.Attribute("BinaryRef") == "CustomActions");

    public static IReadOnlyList<XElement> Bundle() =>
        [.. XDocument.Load(Repository.PathTo("installer", "Bundle", "Bundle.wxs")).Descendants()];

    public static XElement Properties() => XDocument.Load(Repository.PathTo("installer", "Properties.wxi")).Root!;
}
