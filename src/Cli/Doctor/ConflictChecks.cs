using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Doctor;

/// <summary>What two instances claim, or an instance and a stranger.</summary>
internal static class ConflictChecks
{
    public static IEnumerable<Finding> Run(CommandHost host, InstanceInventory inventory)
    {
        var catalog = new InstanceCatalog(host);
        CommandText NextPort(InstanceView view) => new CommandText("configure").Option("--port", catalog.NextFreePort()).Option("--instance", view.Name);
        IEnumerable<Finding> Shared(FindingKind kind, string what, Func<InstanceView, string?> claim, Func<InstanceView, CommandText> mend, string consequence = "") =>
            from claims in inventory.Instances.OrderBy(view => IsOwn(view) ? 0 : 1).Where(view => claim(view) is not null).GroupBy(view => claim(view)!, StringComparer.OrdinalIgnoreCase)
            where claims.Count() > 1
            let first = claims.First()
            from other in claims.Skip(1)
            select new Finding(other.Name, kind, $"Instances '{first.Name}' and '{other.Name}' have one {what}, {claims.Key}{consequence}.", mend(other));

        return Shared(FindingKind.PortConflict, "port", view => view.Settings?.OpenPort?.ToString(), NextPort)
            .Concat(Shared(FindingKind.FolderConflict, "home", view => Normal(view.Home), view => Home(view.Name), ", and so one certificate: to their servers they are the same"))
            .Concat(Shared(FindingKind.FolderConflict, "configuration file", view => Normal(view.Record!.ConfigurationFilePath), Another))
            .Concat(
                from view in inventory.Instances
                where view.Service is { State: ServiceState.Stopped } && view.Settings?.OpenPort is { } port && host.Ports.IsInUse(port)
                    && !inventory.Instances.Any(other => other.Name != view.Name && other.Settings?.OpenPort == port)
                select new Finding(view.Name, FindingKind.PortConflict, $"Instance '{view.Name}' is stopped, and another program listens on its port {view.Settings!.OpenPort}.", NextPort(view)));
    }

    // Whose the thing more likely is, so that the advice is about the other one.
    private static bool IsOwn(InstanceView view) =>
        view.Service is { WasActive: true } || (view.Home is { } home && HomeMark.Read(home) is { } mark && InstanceName.IsSame(mark.InstanceName, view.Name));

    // A record that nothing runs has nothing that is lost with it: home and configuration stay. What runs gets a configuration of its own.
    private static CommandText Another(InstanceView view) => view.Service is null
        ? new CommandText("delete-instance").Option("--instance", view.Name)
        : new CommandText("clone-instance").Option("--instance", view.Name).Blank("--as", "NAME");

    private static string? Normal(string? path) => path is null ? null : InstanceCatalog.FullPath(path);

    private static CommandText Home(string instance) => new CommandText("configure").Blank("--home", "FOLDER").Option("--instance", instance);
}
