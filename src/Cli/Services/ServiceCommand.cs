using System.CommandLine;
using Octopus.Cli.Instances;
using Octopus.Cli.Plans;

namespace Octopus.Cli.Services;

/// <summary>
/// <c>service</c>: the Windows services of instances. The verbs combine and always run in this order:
/// stop, uninstall, install, reconfigure, start.
/// </summary>
internal static class ServiceCommand
{
    public static Command Build(CommandHost host)
    {
        var names = InstanceSelection.Option(host);
        var install = new Option<bool>("--install") { Description = "Install the service; it starts with the machine. One that is there is reconfigured." };
        var uninstall = new Option<bool>("--uninstall") { Description = "Remove the service." };
        var start = new Option<bool>("--start") { Description = "Start the service and wait until the instance answers." };
        var stop = new Option<bool>("--stop") { Description = "Stop the service and wait until its process has gone." };
        var restart = new Option<bool>("--restart") { Description = "The same as --stop --start." };
        var reconfigure = new Option<bool>("--reconfigure") { Description = "Change what the service is: its account, start type and dependencies; and mend its command line." };
        var options = new ServiceOptions(host);
        return ChangeCommand.Build(
            host,
            "service",
            "Install, uninstall, reconfigure, start, stop or restart the services of instances. Options combine.",
            [
                new("Install and start the service of the default instance", "service --install --start"),
                new("Give one an account of its own", "service --install --username virtual --instance \"Prod A\""),
                new("Change to another account, with its password in a file", "service --reconfigure --restart --username CONTOSO\\deploy --password-file password.txt --instance \"Prod A\""),
                new("Restart one instance", "service --restart --instance \"Prod A\""),
                new("Stop two", "service --stop --instance \"Prod A\" --instance \"Prod B\""),
                new("Start all at once", "service --start --instance *"),
            ],
            [names, install, uninstall, reconfigure, start, stop, restart, .. options.All],
            (parse, _) =>
            {
                var verbs = new ServiceVerbs(
                    Stop: parse.GetValue(stop) || parse.GetValue(restart),
                    Uninstall: parse.GetValue(uninstall),
                    Install: parse.GetValue(install),
                    Reconfigure: parse.GetValue(reconfigure),
                    Start: parse.GetValue(start) || parse.GetValue(restart));
                verbs.Check();
                var settings = options.Read(parse, verbs, asks: !ChangeCommand.IsWhatIf(parse));
                if (settings.IsSaid && verbs is { Install: false, Reconfigure: false })
                    throw new CommandException(ExitCode.Usage, "What a service is changes only with --install or --reconfigure. Add one of them.");
                var chosen = parse.GetValue(names);
                return Task.FromResult(ServicePlan.Of(host, InstanceSelection.Find(host, chosen), InstanceSelection.IsEvery(chosen), verbs, settings));
            });
    }
}
