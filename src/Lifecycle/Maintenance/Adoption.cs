using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>What becomes of services and files that the vendor's product has left: nothing, unless an administrator takes them over.</summary>
internal sealed class Adoption(MaintenanceMachine machine, Action<string> report)
{
    /// <summary>Looks whose the folder is, before anything changes.</summary>
    /// <exception cref="MaintenanceException">It is somebody else's, or no folder for the product.</exception>
    public void Require(MaintenancePlan plan)
    {
        var installed = machine.Product.Folder;
        // Whoever looked before this process looked in his own. Where the product is registered only an administrator can have put it.
        if (installed is null || (plan.Kind is MaintenanceKind.Install or MaintenanceKind.Upgrade && !FolderPath.AreSame(installed, plan.Folder)))
            new ProductFolder(machine.Protection.Machine, machine.Places).Require(plan.Folder, isInstalled: false);
        if (new Premises(machine.Services, machine.Files, machine.Places, machine.Journal).Require(plan, installed) is { } strange)
            report($"Taken over, because ADOPTVENDOR is 1: {plan.Folder.TrimEnd('\\')} {strange}");
    }

    /// <summary>What adopted instances ask for that this product does not do, as a sentence for each that does.</summary>
    public IReadOnlyList<string> LeftUndone(MaintenancePlan plan)
    {
        var adopted = new HashSet<string>(plan.Instances.Where(state => state.IsInstance).Select(state => state.Instance), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. machine.Store.Read().Instances
                .Where(record => adopted.Contains(record.Name))
                .Select(record => Instances.ConfigurationFile.TryRead(record, out var settings, out _) && settings!.Unused is { Count: > 0 } unused
                    ? $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, asks for what this product does not do: {string.Join(", ", unused)}. {VendorProduct.Page} says what that means."
                    : null)
                .OfType<string>(),
        ];
    }

    /// <summary>Makes every service of the plan this product's, to be deleted with it.</summary>
    public void Claim(MaintenancePlan plan)
    {
        foreach (var state in plan.Instances)
        {
            try
            {
                if (!machine.Services.IsClaimed(state.Service))
                    machine.Services.Claim(state.Service);
            }
            catch (ServiceException refused)
            {
                report($"{refused.Message} A removal of the product will leave it.");
            }
        }
    }
}
