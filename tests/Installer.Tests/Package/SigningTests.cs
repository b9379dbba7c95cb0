namespace Installer.Tests.Package;

[TestClass]
// Builds with the same folders that BuiltPackages builds with.
[DoNotParallelize]
public sealed class SigningTests
{
    [TestMethod]
    public void Sign_command_is_run_for_what_is_ours_and_then_for_the_package()
    {
        var folder = Directory.CreateTempSubdirectory("signing-").FullName;
        try
        {
            // Notes the files and changes none: they are shared with the other packages.
            var list = Path.Combine(folder, "signed.list");
            var command = Path.Combine(folder, "sign.sh");
            File.WriteAllText(command, $"basename \"$1\" >> {list}\n");

            Shell.Run("dotnet", [
                "build", Repository.PathTo("installer", "Package.wixproj"), "-nologo", "-v:q", "-p:ProductVersion=1.1.0", "-p:OutputName=Signed",
                $"-p:SignCommand=sh {command}", $"-p:PackageFile={Path.Combine(folder, "Signed.msi")}",
            ]);

            var signed = File.ReadAllLines(list);
            CollectionAssert.AreEquivalent(new[] { "Tentacle.exe", "Octopus.Manager.exe", "CustomActions.dll" }, signed[..^1]);
            Assert.AreEqual("Signed.msi", signed[^1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
