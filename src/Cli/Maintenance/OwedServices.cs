using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Cli.Maintenance;

/// <summary>
/// The services that something is owed to, as they are at one moment. They are found in the list of all: one that may not be looked at
/// says there what it is doing, and keeps no other from being seen.
/// </summary>
/// <param name="services">The services of the machine.</param>
internal sealed class OwedServices(IServiceManager services)
{
    private readonly Lazy<Dictionary<string, Service>> _all = new(() => services.List().ToDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The service of a debt, or <see langword="null"/> when it has gone.</summary>
    public Service? Of(OwedState debt) => _all.Value.GetValueOrDefault(debt.State.Service);

    /// <summary>Whether the service has what it is owed, has gone, or a person has decided otherwise. Of one that may not be looked at nobody knows.</summary>
    public bool IsPaid(OwedState debt) => Of(debt) is var now && now is not { IsHidden: true } && !debt.IsLacking(now);
}
