using Octopus.Instances;

namespace Octopus.Tests.E2E.Machine;

/// <summary>A machine without the product, before and after each journey.</summary>
internal static class CleanMachine
{
    /// <summary>Removes product, services and data. What cannot be removed is an error, not a surprise for the next test.</summary>
    public static async Task Make(Evidence evidence)
    {
        await RemoveProducts(evidence);
        Delete(MachineFolder.Current().Path);
    }

    /// <summary>Removes product and services, and leaves the instances' data.</summary>
    public static async Task RemoveProducts(Evidence evidence)
    {
        await SetupGuard.Kill();
        await ServiceTable.Clear();
        var msiexec = new Msiexec(evidence);
        foreach (var product in InstalledProducts.All().Concat(InstalledProducts.Vendors()))
            Assert.AreEqual(MsiResult.Success, msiexec.Uninstall(product).ExitCode, $"{product} could not be removed.");

        RebootList.Clear();
        Delete(InstallFolder.Default);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
