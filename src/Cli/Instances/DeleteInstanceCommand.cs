using System.CommandLine;
using Octopus.Cli.Services;

namespace Octopus.Cli.Instances;

/// <summary><c>delete-instance</c>: takes the record away. Home and configuration stay.</summary>
internal static class DeleteInstanceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var command = new Command("delete-instance", "Delete an instance. Its home and configuration are kept.") { name };
        command.SetAction(parse => Delete(host, parse.GetValue(name)));
        return command;
    }

    private static void Delete(CommandHost host, string? name)
    {
        host.RequireElevation();
        var record = new InstanceCatalog(host).Find(name);
        if (new InstanceServices(host).Of(record.Name) is { } service)
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"Instance '{record.Name}' still has the service '{service.Service}'. Remove it first: service --stop --uninstall --instance \"{record.Name}\".");
        }

        host.Store.Remove(record.Name);
        host.Output.WriteLine($"Instance '{record.Name}' deleted. Its configuration is still at {record.ConfigurationFilePath}.");
    }
}
