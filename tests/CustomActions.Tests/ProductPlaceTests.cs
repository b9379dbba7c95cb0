using Octopus.CustomActions;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.CustomActions;

/// <summary>Where an installation may not put the product, and over whose product it does not go.</summary>
[TestClass]
public sealed class ProductPlaceTests : IDisposable
{
    private const string Folder = @"C:\Program Files\Octopus Deploy\Tentacle\";

    private readonly TempFolder folder = new();
    private readonly FakeServiceManager services = new(TimeProvider.System);
    private readonly FakeFolderPlaces places = new();
    private readonly FakeFolderProtection protection = new();
    private readonly FakeInstallSession session = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(MaintenanceKind.Install)]
    [DataRow(MaintenanceKind.Upgrade)]
    public void Vendors_product_is_named_and_left_alone(MaintenanceKind kind)
    {
        session.Related[VendorProduct.UpgradeCode] = ["Octopus Deploy Tentacle 8.2.1"];

        var refusal = Refusal(Plan(kind));

        Assert.StartsWith("Octopus Deploy Tentacle 8.2.1 of Octopus Deploy is installed", refusal);
        Assert.Contains("docs/migration.md", refusal);
        Assert.EndsWith("Nothing has been changed.", refusal);
    }

    [TestMethod]
    public void Vendors_product_is_to_be_removed_before_it_is_taken_over()
    {
        session.Related[VendorProduct.UpgradeCode] = ["Octopus Deploy Tentacle 8.2.1"];

        Assert.Contains("is still installed. Remove it first", Refusal(Plan() with { Adopts = true }));
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Repair)]
    [DataRow(MaintenanceKind.Uninstall)]
    public void What_is_installed_can_be_repaired_and_removed_beside_it(MaintenanceKind kind)
    {
        session.Related[VendorProduct.UpgradeCode] = ["Octopus Deploy Tentacle 8.2.1"];
        session.Properties["ChosenInstallFolder"] = "relative";

        Check(Plan(kind));
    }

    [TestMethod]
    public void Folder_is_quoted_as_it_was_given_whatever_costing_made_of_it()
    {
        session.Properties["ChosenInstallFolder"] = @"\\files\share\Agent";

        var refusal = Refusal(Plan() with { Folder = @"\files\share\Agent\" });

        Assert.StartsWith(@"INSTALLFOLDER is '\\files\share\Agent', and that is on another machine", refusal);
        Assert.EndsWith("Nothing has been changed.", refusal);
    }

    [TestMethod]
    public void Folder_that_nobody_gave_is_looked_at_as_costing_has_it() => Assert.Contains("'Tentacle\\'", Refusal(Plan() with { Folder = @"Tentacle\" }));

    [TestMethod]
    public void Folder_in_which_the_product_is_stays_when_it_works()
    {
        places.TrueNames[@"C:\Program Files"] = @"D:\Programs";
        session.Installed["Version"] = "1.0.0";
        session.Installed["InstallLocation"] = Folder;

        Check(Plan(MaintenanceKind.Upgrade));
    }

    [TestMethod]
    public void Folder_that_the_vendor_wrote_down_is_not_the_products()
    {
        session.Installed["InstallLocation"] = Folder;
        places.Names[Folder.TrimEnd('\\')] = ["Halibut.dll"];

        Assert.Contains("holds Halibut.dll", Refusal(Plan()));
    }

    [TestMethod]
    public void Where_this_account_may_not_see_whose_the_folder_is_the_service_that_installs_looks()
    {
        places.Names[Folder.TrimEnd('\\')] = ["Halibut.dll"];
        var setup = Directory.CreateDirectory(Path.Combine(folder.Path, "Setup")).FullName;
        protection.Hidden.Add(setup);

        Check(Plan());

        Assert.Contains("looked at by the installation service", string.Join('\n', session.Told));
    }

    private static MaintenancePlan Plan(MaintenanceKind kind = MaintenanceKind.Install) => new() { Kind = kind, Folder = Folder, Files = ["Tentacle.exe"] };

    private string Refusal(MaintenancePlan plan) => Assert.ThrowsExactly<MaintenanceException>(() => Check(plan)).Message;

    private void Check(MaintenancePlan plan) =>
        new ProductPlace(
            new ProductFolder(new(@"C:\ProgramData\Octopus"), places),
            new Premises(services, new FakeExecutableFiles(), places, new Journal(new MachineProtection(new(folder.Path), protection)))).Check(session, plan);
}
