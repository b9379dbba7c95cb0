using System.CommandLine;
using Octopus.Cli;
using Octopus.Cli.Instances;
using Octopus.Instances;

namespace Octopus.Tentacle.Agent;

/// <summary><c>run</c>: the agent itself, in a terminal or as a service.</summary>
internal static class RunCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var command = new Command("run", "Run the agent of an instance. Its service runs this; in a terminal, Ctrl+C ends it.") { name };
        command.Aliases.Add("agent");
        command.SetAction((parse, cancellation) => Run(host, parse.GetValue(name), cancellation));
        return command;
    }

    private static async Task Run(CommandHost host, string? name, CancellationToken cancellation)
    {
        var record = new InstanceCatalog(host).Find(name);
        var settings = ConfigurationFile.Read(record);
        var home = settings.Home ?? throw Unconfigured(record, "home", "--home FOLDER");
        var port = settings.Port ?? throw Unconfigured(record, "port", "--port PORT");
        await AgentHost.Run(new(record.Name, home, port, host.Version), cancellation).ConfigureAwait(false);
    }

    private static CommandException Unconfigured(InstanceRecord record, string what, string option) =>
        new(ExitCode.ConfigurationUnusable,
            $"Instance '{record.Name}' has no {what}. Set it with: configure {option} --instance \"{record.Name}\".");
}
