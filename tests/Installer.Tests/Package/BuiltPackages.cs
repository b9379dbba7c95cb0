namespace Installer.Tests.Package;

/// <summary>The packages of the product, built the way build.sh builds them.</summary>
internal static class BuiltPackages
{
    // All in one go: two builds at a time would meet in the same folders.
    private static readonly Lazy<(MsiPackage Old, MsiPackage New, MsiPackage Again, MsiPackage TestPoints)> Packages = new(() => (
        Build("1.0.0"),
        Build("1.1.0"),
        Build("1.1.0", "-p:OutputName=OctopusTentacle-1.1.0-again-x64"),
        Build("1.1.0", "-p:TestPoints=true", "-p:OutputName=OctopusTentacle-1.1.0-test-points-x64")));

    /// <summary>The two versions an upgrade goes between.</summary>
    public static MsiPackage Old => Packages.Value.Old;

    /// <inheritdoc cref="Old"/>
    public static MsiPackage New => Packages.Value.New;

    /// <summary>The new version built a second time.</summary>
    public static MsiPackage Again => Packages.Value.Again;

    /// <summary>The new version with the places where a journey lets it fail.</summary>
    public static MsiPackage TestPoints => Packages.Value.TestPoints;

    private static MsiPackage Build(string version, params string[] more)
    {
        var project = Repository.PathTo("installer", "Package.wixproj");
        string[] properties = ["-p:Configuration=Release", $"-p:ProductVersion={version}", .. more];
        Shell.Run("dotnet", ["build", project, "-nologo", "-v:q", .. properties]);
        string Ask(string property) => Shell.Run("dotnet", ["msbuild", project, $"-getProperty:{property}", .. properties]).Trim();

        var file = Ask("PackageFile");
        Assert.IsTrue(File.Exists(file), $"the build succeeded, but there is no '{file}'.");
        return new MsiPackage(file, Ask("PayloadFolder"));
    }
}
