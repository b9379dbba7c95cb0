using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Inventory;

/// <summary>Everything that can be seen of the instances of this machine, read once.</summary>
/// <param name="Index">The records, and what should be one and is not.</param>
/// <param name="Services">The services that run this product, and strangers in their places.</param>
/// <param name="Instances">One for each record, by name.</param>
/// <param name="Strays">Services that run this product and belong to no record, or are a second one of their instance.</param>
internal sealed record InstanceInventory(
    InstanceIndex Index, InstanceServices Services, IReadOnlyList<InstanceView> Instances, IReadOnlyList<InstanceView> Strays)
{
    /// <summary>How long an instance may take to say how it is; they are all asked at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Looks at everything. What cannot be read is told in its place and hides nothing else.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="ask">Whether those that run are asked how they are.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public static async Task<InstanceInventory> Take(CommandHost host, bool ask, CancellationToken cancellation)
    {
        var index = host.Store.Read();
        var services = new InstanceServices(host);
        var descriptions = host.Services.List().ToDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase);
        var processes = host.Maintenance.Processes.List().ToLookup(process => process.Id);
        InstanceView Described(InstanceView view, InstanceState? service) => service is null ? view : view with
        {
            Service = service,
            Description = descriptions.GetValueOrDefault(service.Service),
            StartedAt = processes[service.ProcessId].FirstOrDefault()?.StartedAt,
        };

        var instances = index.Instances.Select(record => Described(Read(record), services.Of(record.Name))).ToArray();
        if (ask)
            instances = await Task.WhenAll(instances.Select(view => Asked(host, view, cancellation))).ConfigureAwait(false);
        var strays = services.Without(index.Instances).Select(service => Described(new(service.Instance), service));
        return new(index, services, instances, [.. strays]);
    }

    private static InstanceView Read(InstanceRecord record)
    {
        var view = new InstanceView(record.Name) { Record = record };
        return ConfigurationFile.TryRead(record, out var settings, out var problem)
            ? view with { Settings = settings }
            : view with { Unusable = problem!.Message, CannotBeOpened = problem.CannotBeOpened };
    }

    // Who opens no port can be asked over its pipe only, which answers administrators.
    private static async Task<InstanceView> Asked(CommandHost host, InstanceView view, CancellationToken cancellation) =>
        view.Service is { State: ServiceState.Running } service && (host.IsElevated || view.Settings?.NoListen != true)
            ? view with { Answer = await host.Maintenance.Health.Ask(view.Name, service.ProcessId, Patience, cancellation).ConfigureAwait(false) }
            : view;
}
