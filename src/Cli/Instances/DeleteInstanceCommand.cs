using System.CommandLine;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;

namespace Octopus.Cli.Instances;

/// <summary>
/// <c>delete-instance</c>: stops and removes the service, takes the record away and, when asked to, the files. It works without a
/// readable configuration too: that is when people most want it.
/// </summary>
internal static class DeleteInstanceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var purge = new Option<bool>("--purge") { Description = "Delete its configuration too, and what it has made in its home. What is left there is named." };
        return ChangeCommand.Build(
            host,
            "delete-instance",
            "Delete an instance and its service. Its home and configuration are kept.",
            [
                new("Look at what would be done", "delete-instance --instance \"Prod A\" --what-if"),
                new("Delete it with its data, in a script", "delete-instance --instance \"Prod A\" --purge --yes"),
            ],
            [name, purge],
            (parse, _) => Task.FromResult(MakePlan(host, parse.GetValue(name), parse.GetValue(purge))),
            asks: true);
    }

    private static Plan MakePlan(CommandHost host, string? name, bool purge)
    {
        MaintenanceGuard.RequireNone(host, starts: false);
        var record = new InstanceCatalog(host).Find(name);
        var purged = new HomePurge(host, record);
        if (purge)
            purged.Require();

        var steps = new List<PlannedStep>();
        if (new InstanceServices(host).Of(record.Name) is { } found)
        {
            var service = new InstanceService(record.Name, found.Service);
            if (found.WasActive)
                steps.Add(ServiceSteps.Stop(host, [service]));
            steps.Add(ServiceSteps.Remove(host, service));
        }

        steps.Add(PlannedStep.Of(record.Name, $"Take it off the instances of {host.Application.Name}", () =>
        {
            host.Store.Remove(record.Name);
            return purge
                ? $"Instance '{record.Name}' deleted."
                : $"Instance '{record.Name}' deleted. Its configuration is still at {record.ConfigurationFilePath}.";
        }));
        if (purge)
            steps.AddRange(purged.Steps());

        var script = new CommandText("delete-instance").Option("--instance", record.Name).Flag("--purge", purge).Flag("--yes");
        return new(steps, [script]) { Question = $"Delete instance '{record.Name}'{(purge ? " with all its data" : "")}?" };
    }
}
