namespace Installer.Tests.Package;

/// <summary>The product's package in the two versions an upgrade goes between, built the way build.sh builds them.</summary>
internal static class BuiltPackages
{
    private static readonly Lazy<(MsiPackage Old, MsiPackage New)> Packages = new(() => (Build("1.0.0"), Build("1.1.0")));

    public static MsiPackage Old => Packages.Value.Old;

    public static MsiPackage New => Packages.Value.New;

    private static MsiPackage Build(string version)
    {
        var project = Repository.PathTo("installer", "Package.wixproj");
        string[] properties = ["-p:Configuration=Release", $"-p:ProductVersion={version}"];
        Shell.Run("dotnet", ["build", project, "-nologo", "-v:q", .. properties]);
        string Ask(string property) => Shell.Run("dotnet", ["msbuild", project, $"-getProperty:{property}", .. properties]).Trim();

        var file = Ask("PackageFile");
        Assert.IsTrue(File.Exists(file), $"the build succeeded, but there is no '{file}'.");
        return new MsiPackage(file, Ask("PayloadFolder"));
    }
}
