using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Whose the folder is into which an installation goes. Files and services that no package of ours has put there are left to whoever has,
/// unless an administrator says otherwise: the vendor's product has the same folder and the same service names.
/// </summary>
/// <param name="services">The service control manager.</param>
/// <param name="files">The files that services run.</param>
/// <param name="places">Where folders are.</param>
/// <param name="journal">What installations before this one have left.</param>
public sealed class Premises(IServiceManager services, IExecutableFiles files, IFolderPlaces places, IJournal journal)
{
    /// <summary>How many things a message names; the rest it counts.</summary>
    private const int MostNamed = 3;

    /// <summary>Looks before anything changes.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="installed">The folder of the product; <see langword="null"/> when it is not installed.</param>
    /// <returns>What somebody else has there, as half a sentence, when the plan takes it over; <see langword="null"/> when there is nothing.</returns>
    /// <exception cref="MaintenanceException">Somebody else has something there. Nothing was changed.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not see what installations before this one have left.</exception>
    public string? Require(MaintenancePlan plan, string? installed)
    {
        if (!IsNew(plan, installed) || Strange(plan) is not { } strange || IsKnown(plan.Folder))
            return null;
        return plan.Adopts
            ? strange
            : throw new MaintenanceException(
                $"{plan.Folder.TrimEnd('\\')} {strange}, and no package of this product has put that there. If it is the Tentacle of Octopus Deploy, {VendorProduct.Page} tells how to move, and ADOPTVENDOR=1 takes it over; otherwise choose another INSTALLFOLDER. Nothing has been changed.");
    }

    private static bool IsNew(MaintenancePlan plan, string? installed) => plan.Kind switch
    {
        MaintenanceKind.Install => true,
        MaintenanceKind.Upgrade => installed is null || !FolderPath.AreSame(installed, plan.Folder),
        _ => false,
    };

    private string? Strange(MaintenancePlan plan)
    {
        string[] said = [.. new[] { Holds(plan), Runs(plan) }.OfType<string>()];
        return said.Length == 0 ? null : string.Join(" and ", said);
    }

    private string? Holds(MaintenancePlan plan) =>
        Named([.. places.NamesIn(plan.Folder.TrimEnd('\\')).Where(name => !ProductFiles.IsLeftover(name, plan.Files)).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)]) is { } names
            ? $"holds {names}"
            : null;

    private string? Runs(MaintenancePlan plan)
    {
        var found = new InstanceDiscovery(services, files).Discover(ProductExecutables.In(plan.Folder));
        return Named([.. found.Ours.Concat(found.Watchdogs).Where(state => !services.IsClaimed(state.Service)).Select(state => $"'{state.Service}'")]) is { } names
            ? $"has the executable of the service {names}"
            : null;
    }

    // Where one of ours was interrupted, no product may be registered, and everything is ours all the same.
    private bool IsKnown(string folder)
    {
        // The one look that does not take what this account may not see for nothing.
        _ = journal.ReadOwed();
        try
        {
            if (journal.Read() is { } entry)
                return Folders(entry.Plan).Any(known => FolderPath.AreSame(known, folder));
        }
        catch (MaintenanceException)
        {
            // Damaged, which whoever opens it tells: an installation of ours has died here.
            return true;
        }

        return journal.ReadLastRun() is { } last
            && (last.Kind != MaintenanceKind.Uninstall || last.Result is RunResult.RolledBack or RunResult.Recovered)
            && last.Folders.Any(known => FolderPath.AreSame(known, folder));
    }

    /// <summary>The folders in which an installation puts files, or takes them away.</summary>
    internal static IReadOnlyList<string> Folders(MaintenancePlan plan) =>
        [.. plan.Executables.Select(WindowsPath.Folder).Append(plan.Folder.TrimEnd('\\')).Where(folder => folder.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? Named(IReadOnlyCollection<string> names) => names.Count switch
    {
        0 => null,
        <= MostNamed => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more",
    };
}
