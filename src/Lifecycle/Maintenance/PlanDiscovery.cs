namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Looks up what a plan is about: the services that there are, as they are, what they are owed, and what the product is. A plan comes from
/// the process of whoever installs; where a policy or an older Windows lets him repair, that may be any user.
/// </summary>
internal sealed class PlanDiscovery(MaintenanceMachine machine)
{
    /// <summary>The plan with product, executables and services as they are found now, and what the services are owed.</summary>
    /// <param name="wish">
    /// What is to be done. Nothing that it says of the product before, of executables and of services is believed, no folder in a repair or
    /// a removal while the product is registered in one, and of files only names as packages of ours have them.
    /// </param>
    /// <param name="owed">What services are owed.</param>
    public MaintenancePlan Complete(MaintenancePlan wish, IReadOnlyCollection<OwedState> owed)
    {
        var plan = wish with
        {
            VersionBefore = machine.Product.Version,
            FolderBefore = machine.Product.Folder,
            Folder = wish.Kind is MaintenanceKind.Install or MaintenanceKind.Upgrade ? wish.Folder : machine.Product.Folder ?? wish.Folder,
            Files = wish.ManagerOnly ? [] : [.. wish.Files.Where(ProductFiles.IsOfPackage)],
        };
        plan = plan with { Executables = ProductExecutables.Changed(plan.ManagerOnly, plan.Folder, plan.FolderBefore) };
        return plan
            .With(new InstanceDiscovery(machine.Services, machine.Files).Discover(plan.Executables, plan.Adopts))
            .With(owed, machine.Services, machine.Files);
    }

    /// <summary>
    /// The installation as it has turned out, when all files are in place: whatever it was called, one after which the product is what it
    /// was before is a repair, and a repair keeps nobody down.
    /// </summary>
    /// <param name="entry">The installation as it was called.</param>
    /// <param name="report">Told what is different.</param>
    public JournalEntry TurnedOut(JournalEntry entry, Action<string> report)
    {
        if (machine.Product.Folder is not { } folder)
            return entry;
        var plan = entry.Plan with { Folder = folder };
        if (plan.Kind != MaintenanceKind.Uninstall && machine.Product.Version != plan.VersionBefore)
            return entry with { Plan = plan };

        if (plan.Kind == MaintenanceKind.Uninstall)
        {
            var problem = $"The product was to be removed and is still there, in {folder}. What ran runs again, and no service is deleted.";
            report(problem);
            entry = entry with { Problems = [.. entry.Problems, problem] };
        }

        if (plan.Restart == RestartChoice.None)
        {
            report("RESTARTINSTANCES=none does not hold where the version stays the same. What ran runs again.");
            plan = plan with { Restart = RestartChoice.Running };
        }

        return entry with { Plan = plan with { Kind = MaintenanceKind.Repair } };
    }
}
