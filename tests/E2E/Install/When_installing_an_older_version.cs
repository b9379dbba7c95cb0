using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Install;

/// <summary>Somebody starts last year's package. What the instances make of it is in the matrix.</summary>
[TestClass, MachineTest]
public sealed class When_installing_an_older_version
{
    private static MsiResult result = null!;

    [ClassInitialize]
    public static async Task Install(TestContext _)
    {
        var evidence = new Evidence(nameof(When_installing_an_older_version));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.New).ExitCode);
        result = msiexec.Install(Package.Old);
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_installing_an_older_version)} clean-up"));

    [TestMethod]
    public void It_is_refused() => Assert.AreEqual(MsiResult.InstallFailure, result.ExitCode);

    [TestMethod]
    public void The_log_says_why_and_what_to_do()
    {
        if (!Windows.LogsRefusals)
            Assert.Inconclusive("Wine 8 does not write the message of a launch condition into the log of a silent installation. That the package has it is tested in Installer.Tests.");
        Assert.IsTrue(
            Array.Exists(result.LogLines(), line =>
                line.Contains("A newer version of Octopus Tentacle is already installed.", StringComparison.Ordinal)
                && line.Contains("To go back to version 1.0.0, uninstall the newer one first", StringComparison.Ordinal)),
            result.Log);
    }

    [TestMethod]
    public void The_newer_version_is_still_there()
    {
        CollectionAssert.AreEqual(new[] { "1.1.0" }, InstalledProducts.All().Select(product => product.Version).ToArray());
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }
}
