using System.CommandLine;
using Octopus.Cli.Instances;
using Octopus.Cli.Maintenance;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>
/// <c>service</c>: the instance's Windows service. The verbs combine and always run in this order:
/// stop, uninstall, install, start.
/// </summary>
internal static class ServiceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var install = new Option<bool>("--install") { Description = "Install the service; it starts with the machine." };
        var uninstall = new Option<bool>("--uninstall") { Description = "Remove the service." };
        var start = new Option<bool>("--start") { Description = "Start the service and wait until it runs." };
        var stop = new Option<bool>("--stop") { Description = "Stop the service and wait until its process has gone." };
        var restart = new Option<bool>("--restart") { Description = "The same as --stop --start." };
        var command = new Command("service", "Install, uninstall, start, stop or restart the service of an instance. Options combine.")
        {
            name, install, uninstall, start, stop, restart,
        };
        command.SetAction((parse, cancellation) =>
        {
            var verbs = new Verbs(
                Stop: parse.GetValue(stop) || parse.GetValue(restart),
                Uninstall: parse.GetValue(uninstall),
                Install: parse.GetValue(install),
                Start: parse.GetValue(start) || parse.GetValue(restart));
            return Run(host, parse.GetValue(name), verbs, cancellation);
        });
        return command;
    }

    private static async Task Run(CommandHost host, string? name, Verbs verbs, CancellationToken cancellation)
    {
        if (verbs == new Verbs(false, false, false, false))
            throw new CommandException(ExitCode.Usage, "Nothing to do. Name at least one of --install, --uninstall, --start, --stop and --restart.");
        if (verbs is { Uninstall: true, Install: false, Start: true })
            throw new CommandException(ExitCode.Usage, "A service that is removed cannot start. Leave out --start or --restart, or add --install.");

        host.RequireElevation();
        MaintenanceGuard.RequireNone(host, verbs.Start);
        var record = new InstanceCatalog(host).Find(name);
        var services = new InstanceServices(host);
        var installed = services.Of(record.Name);
        Require(record, installed, services.StrangerInPlaceOf(record.Name), verbs);

        var service = installed?.Service ?? host.Application.ServiceName(record.Name);
        if (verbs.Stop)
        {
            await Step(host, record, service, (states, report) => host.Engine.Stop(states, Timeouts.Stop, report, cancellation))
                .ConfigureAwait(false);
        }

        if (verbs.Uninstall)
        {
            host.Services.Delete(service);
            host.Output.WriteLine($"{record.Name}: service '{service}' removed");
        }

        if (verbs.Install)
        {
            service = host.Application.ServiceName(record.Name);
            host.Services.Create(new(
                service,
                service,
                $"Octopus Deploy: {host.Application.Name} instance '{record.Name}'",
                Application.ServiceCommandLine(host.Executable, record.Name)));
            host.Output.WriteLine($"{record.Name}: service '{service}' installed");
        }

        if (verbs.Start)
        {
            await Step(host, record, service, (states, report) => host.Engine.Start(states, Timeouts.Start, host.Version, report, cancellation))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Checks everything that can be checked before the first verb changes anything.</summary>
    private static void Require(InstanceRecord record, InstanceState? installed, string? stranger, Verbs verbs)
    {
        if (stranger is not null && (installed is null || verbs.Install))
            throw new CommandException(ExitCode.Conflict, stranger);

        if (verbs.Install && !verbs.Uninstall && installed is not null)
        {
            throw new CommandException(
                ExitCode.AlreadyExists,
                $"Instance '{record.Name}' has the service '{installed.Service}' already. Start it with: service --start --instance \"{record.Name}\".");
        }

        if (installed is null && (verbs.Stop || verbs.Uninstall || (verbs.Start && !verbs.Install)))
        {
            throw new CommandException(
                ExitCode.ServiceNotInstalled,
                $"Instance '{record.Name}' has no service. Install it with: service --install --instance \"{record.Name}\".");
        }

        // Windows would only mark it for deletion, and refuse the name until it has stopped.
        if (verbs.Uninstall && !verbs.Stop && installed is { WasActive: true })
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"The service '{installed.Service}' of instance '{record.Name}' has not stopped, so it is not removed. Add --stop to stop it first.");
        }

        if (verbs.Install || verbs.Start)
            ConfigurationFile.Read(record);
    }

    private static async Task Step(
        CommandHost host,
        InstanceRecord record,
        string service,
        Func<IEnumerable<InstanceState>, Action<InstanceOutcome>, Task<IReadOnlyList<InstanceOutcome>>> step)
    {
        var now = host.Services.Find(service)
            ?? throw new CommandException(ExitCode.ServiceNotInstalled, $"The service '{service}' disappeared while it was worked on. Try again.");
        var state = new InstanceState(record.Name, service, host.Executable, ServiceState.Stopped, now.StartType, now.ProcessId);
        var outcomes = await step([state], _ => { }).ConfigureAwait(false);
        foreach (var outcome in outcomes)
        {
            if (outcome.Result == StepResult.Failed)
                throw new CommandException(ExitCode.ServiceFailed, outcome.ToString());
            host.Output.WriteLine(outcome);
        }
    }

    private sealed record Verbs(bool Stop, bool Uninstall, bool Install, bool Start);
}
