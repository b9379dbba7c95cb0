namespace Installer.Tests.Package;

[TestClass]
// Builds with the same compiler project that BuiltPackages builds with.
[DoNotParallelize]
public sealed class OtherPackageTests
{
    // What E2E compares us with: the same files, packaged the usual way.
    private const string UsualPackage = """
        <Wix xmlns="http://wixtoolset.org/schemas/v4/wxs">
          <Package Name="Octopus Tentacle" Manufacturer="Octopus Deploy" Version="$(ProductVersion)" Language="1033"
                   UpgradeCode="{6B0B9C1E-7B0C-4C52-9E0B-2D1C7B0F4E61}" Scope="perMachine" InstallerVersion="500">
            <MajorUpgrade Schedule="afterInstallInitialize" AllowDowngrades="yes" />
            <MediaTemplate EmbedCab="yes" />
            <Feature Id="Tentacle"><ComponentGroupRef Id="TentacleComponents" /></Feature>
          </Package>
        </Wix>
        """;

    [TestMethod]
    public void Other_sources_make_another_package_of_the_same_components()
    {
        var folder = Directory.CreateTempSubdirectory("other-package-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "payload"));
            File.WriteAllText(Path.Combine(folder, "payload", "Tentacle.exe"), "not a program");
            File.WriteAllText(Path.Combine(folder, "payload", "Tentacle.deps.json"), "{}");
            // In the payload, but in a feature of its own, which this package has not.
            File.WriteAllText(Path.Combine(folder, "payload", "Octopus.Manager.exe"), "not a program either");
            File.WriteAllText(Path.Combine(folder, "Package.wxs"), UsualPackage);

            Shell.Run("dotnet", [
                "build", Repository.PathTo("installer", "Package.wixproj"), "-nologo", "-v:q", "-p:ProductVersion=1.1.0", "-p:PayloadShape=folder", "-p:OutputName=Usual",
                $"-p:PackageSources={folder}/Package.wxs", $"-p:PayloadFolder={folder}/payload", $"-p:CustomActionsFolder={folder}",
                $"-p:PackageOutput={folder}/",
            ]);
            var package = new MsiPackage(Path.Combine(folder, "Usual.msi"), Path.Combine(folder, "payload"));

            var actions = package.Sequence("InstallExecuteSequence").Select(row => row["Action"]).ToList();
            Assert.AreEqual("RemoveExistingProducts", actions[actions.IndexOf("InstallInitialize") + 1]);
            CollectionAssert.DoesNotContain(actions, "StopInstances");
            Assert.HasCount(2, package.Table("File"));
            Assert.AreEqual("OctopusDeploy Tentacle", package.Table("ServiceControl").Single()["Name"]);
            Assert.AreEqual("257", package.Table("Upgrade").Single()["Attributes"]);
            Assert.AreEqual(
                BuiltPackages.New.Table("Component").Single(row => row["Component"] == "TentacleExecutable")["ComponentId"],
                package.Table("Component").Single(row => row["Component"] == "TentacleExecutable")["ComponentId"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
