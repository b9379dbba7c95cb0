using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>What this installation does to the product.</summary>
internal static class ProductChange
{
    /// <summary>Set when a file that services run is written or taken away. <c>installer/Sequence.wxs</c> decides.</summary>
    public const string Agents = "AgentsChange";

    /// <summary>Set when the Manager's file is. <c>installer/Sequence.wxs</c> decides.</summary>
    public const string Manager = "ManagerChanges";

    /// <summary>The products that this one replaces, by product code, with semicolons between them. The installer sets it.</summary>
    public const string UpgradeDetected = "WIX_UPGRADE_DETECTED";

    /// <summary>The condition of a removal of the whole product.</summary>
    public const string RemovesAll = "REMOVE~=\"ALL\"";

    /// <summary>The condition of every installation but the first one of this very package.</summary>
    public const string IsInstalled = "Installed";

    private const string PutsTentacleThere = "$TentacleExecutable = 3";
    private const string TakesTentacleAway = "$TentacleExecutable = 1 OR $TentacleExecutable = 2";

    /// <summary>
    /// Refuses what would leave services without their executable. Standard properties can do that in many ways, and Windows
    /// Installer calls it a success.
    /// </summary>
    /// <exception cref="MaintenanceException">Neither is Tentacle.exe there afterwards, nor is it the product that goes.</exception>
    public static void Check(IInstallSession session)
    {
        var removesAll = session.Holds(RemovesAll);
        var putsTentacleThere = session.Holds(PutsTentacleThere);
        if (!session.Holds(IsInstalled))
        {
            if (removesAll || !putsTentacleThere)
                throw new MaintenanceException($"This command line installs no Tentacle.exe{(InstalledProduct.Version(session) is { } version ? $" and takes the one of version {version} away" : "")}. Leave REMOVE, ADVERTISE and INSTALLLEVEL away, name Tentacle where ADDLOCAL names features, and run the installation again. Nothing has been changed.");
        }
        else if (removesAll && putsTentacleThere)
        {
            throw new MaintenanceException("REMOVE=ALL stands beside a property that installs the feature Tentacle. Leave one of the two away and run it again. Nothing has been changed.");
        }
        else if (!removesAll && session.Holds(TakesTentacleAway))
        {
            throw new MaintenanceException("The feature Tentacle cannot be taken away by itself: services run its executable. Remove the product, with msiexec /x or REMOVE=ALL, or only the Manager, with REMOVE=Manager. Nothing has been changed.");
        }
    }
}
