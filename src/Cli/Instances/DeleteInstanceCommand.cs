using System.CommandLine;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Services;

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

        List<PlannedStep> steps = [.. Steps(host, record, purge)];
        if (purge)
            steps.AddRange(purged.Steps());

        var script = new CommandText("delete-instance").Option("--instance", record.Name).Flag("--purge", purge).Flag("--yes");
        return new(steps, [script]) { Question = $"Delete instance '{record.Name}'{(purge ? " with all its data" : "")}?" };
    }

    // The record before the service: of the two it can be put back, and the password of a service's account cannot.
    private static IEnumerable<PlannedStep> Steps(CommandHost host, InstanceRecord record, bool purge)
    {
        var isTaken = false;
        var take = PlannedStep.Of(record.Name, $"Take it off the instances of {host.Application.Name}", () =>
        {
            host.Store.Remove(record.Name);
            isTaken = true;
            return purge
                ? $"Instance '{record.Name}' deleted."
                : $"Instance '{record.Name}' deleted. Its configuration is still at {record.ConfigurationFilePath}.";
        });
        if (new InstanceServices(host).Of(record.Name) is not { } found)
        {
            yield return take;
            yield break;
        }

        var service = new InstanceService(record.Name, found.Service);
        if (found.WasActive)
            yield return ServiceSteps.Stop(host, [service]);
        yield return take;
        yield return ServiceSteps.Remove(host, service);
        yield return PlannedStep.Of(record.Name, $"Put it back among the instances of {host.Application.Name}", () =>
        {
            if (!isTaken || host.Services.Find(service.Service) is null)
                return "";
            host.Store.Add(record);
            return $"Instance '{record.Name}' is there again.";
        }) with { Undoes = true };
        if (found.ComesBack)
        {
            var start = ServiceSteps.Start(host, [service]);
            yield return start with
            {
                Undoes = true,
                Run = (report, cancellation) => host.Services.Find(service.Service) is { State: ServiceState.Stopped } ? start.Run(report, cancellation) : Task.CompletedTask,
            };
        }
    }
}
