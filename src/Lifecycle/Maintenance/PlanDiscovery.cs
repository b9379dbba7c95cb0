namespace Octopus.Lifecycle.Maintenance;

/// <summary>Looks up what a plan is about: the services that there are, as they are, and what they are owed.</summary>
internal sealed class PlanDiscovery(MaintenanceMachine machine)
{
    /// <summary>The services that an installation of the plan concerns.</summary>
    public DiscoveredServices Discover(MaintenancePlan plan) =>
        new InstanceDiscovery(machine.Services, machine.Files).Discover(ProductExecutables.Changed(plan.ManagerOnly, plan.Folder, machine.Product.Folder), plan.Adopts);

    /// <summary>The plan with executables and services as they are found now, and what the services are owed.</summary>
    /// <param name="wish">What is to be done; nothing that it says of executables and services is believed.</param>
    /// <param name="owed">What services are owed.</param>
    public MaintenancePlan Complete(MaintenancePlan wish, IReadOnlyCollection<OwedState> owed) =>
        (wish with { Executables = ProductExecutables.Changed(wish.ManagerOnly, wish.Folder, machine.Product.Folder) })
        .With(Discover(wish))
        .With(owed, machine.Services, machine.Files);
}
