using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>Where this installation puts the product, and whether that is anybody else's.</summary>
/// <param name="folder">Where the product may go.</param>
/// <param name="premises">Whose a folder is.</param>
internal sealed class ProductPlace(ProductFolder folder, Premises premises)
{
    /// <summary>The folder as it was given or remembered: costing may have made something else of it. <c>installer/Sequence.wxs</c> sets it.</summary>
    public const string Chosen = "ChosenInstallFolder";

    /// <summary>Refuses a folder that cannot be the product's, and to take the place of the vendor's product unasked.</summary>
    /// <exception cref="MaintenanceException">Nothing has been changed; the message says what to do.</exception>
    public void Check(IInstallSession session, MaintenancePlan plan)
    {
        if (plan.Kind is not (MaintenanceKind.Install or MaintenanceKind.Upgrade))
            return;
        RequireNoVendor(session, plan);
        var installed = InstalledProduct.Folder(session);
        var chosen = session.Read(Chosen) is { Length: > 0 } given ? given : plan.Folder;
        folder.Require(chosen, IsSame(installed, plan.Folder));
        try
        {
            premises.Require(plan, installed);
        }
        catch (UnauthorizedAccessException)
        {
            // What earlier installations have left only administrators read, and after a double click this has the user's filtered
            // token. StopInstances looks again, and with all rights, before it changes anything.
            session.Tell("Whose the folder is will be looked at by the installation service.");
        }
    }

    // Also where it is to be taken over: its own removal would take our files away, which have the names of its own.
    private static void RequireNoVendor(IInstallSession session, MaintenancePlan plan)
    {
        if (session.RelatedProducts(VendorProduct.UpgradeCode) is not [var product, ..])
            return;
        throw new MaintenanceException(plan.Adopts
            ? $"{product} of Octopus Deploy is still installed. Remove it first; its services, records and configurations stay, and are taken over then. {VendorProduct.Page} tells how. Nothing has been changed."
            : $"{product} of Octopus Deploy is installed, and this product, which is another one, does not take its place unasked. {VendorProduct.Page} tells how to move. Nothing has been changed.");
    }

    private static bool IsSame(string? installed, string path) => installed is not null && Services.FolderPath.AreSame(installed, path);
}
