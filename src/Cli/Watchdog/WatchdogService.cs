using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Watchdog;

/// <summary>The service of the watchdog, and the steps that change it.</summary>
internal sealed class WatchdogService(CommandHost host)
{
    private string Name => host.Application.WatchdogServiceName;

    /// <summary>The service, whatever it is called; there is one unless somebody has made more by hand.</summary>
    public IReadOnlyList<InstanceState> Find() =>
        [.. new InstanceDiscovery(host.Services, host.ExecutableFiles).Discover([host.Executable]).Watchdogs
            .OrderByDescending(state => state.Service.Equals(Name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Refuses when a service has the name and runs something else.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>.</exception>
    public void RequireNoStranger()
    {
        if (host.Services.Find(Name) is { } service && Find().All(state => !state.Service.Equals(Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"The service '{service.Name}' runs {service.ImagePath} and not the watchdog of {host.Executable}, so it is left alone. Remove it, if nobody needs it, with: {host.Told(CommandText.OfProgram("sc.exe").Flag("delete").Value(service.Name))}.");
        }
    }

    public PlannedStep Install() => PlannedStep.Of(PlannedChange.Machine, $"Install the service '{Name}'", () =>
    {
        host.Services.Create(new(
            Name,
            Name,
            $"Starts instances of Octopus {host.Application.Name} that have failed",
            Application.WatchdogCommandLine(host.Executable)) 
        {
            // Nobody else watches it.
            Recovery = ServiceRecovery.Default,
        });
        return $"Service '{Name}' installed";
    });

    public PlannedStep StartWithTheMachine(InstanceState found) =>
        PlannedStep.Of(PlannedChange.Machine, $"Let the service '{found.Service}' start with the machine; it is {found.StartType} now", () =>
        {
            host.Services.SetStartType(found.Service, StartType.Automatic);
            return $"Service '{found.Service}' starts with the machine";
        });

    public PlannedStep Stop(string service) => Of($"Stop the service '{service}'", service, (states, cancellation) =>
        host.Engine.Stop(states, Timeouts.Stop, _ => { }, cancellation)) with { Effect = new() { Stops = [Own(service)] } };

    public PlannedStep Start(string service) => Of($"Start the service '{service}'", service, (states, cancellation) =>
        host.Engine.Start(states, Timeouts.Start, null, _ => { }, cancellation)) with { Effect = new() { Starts = [Own(service)] } };

    private static InstanceService Own(string service) => new(PlannedChange.Machine, service);

    private PlannedStep Of(string description, string service, Func<IEnumerable<InstanceState>, CancellationToken, Task<IReadOnlyList<InstanceOutcome>>> act) =>
        new([new(PlannedChange.Machine, description)], async (report, cancellation) =>
        {
            // As it is now: a step before may have made or stopped it. To be started it counts as stopped, or a paused one would be paused again.
            var now = Find().Where(state => state.Service.Equals(service, StringComparison.OrdinalIgnoreCase)).Select(state => state with { State = ServiceState.Stopped });
            foreach (var outcome in await act(now, cancellation).ConfigureAwait(false))
            {
                if (outcome.HasFailed)
                    report.Failed(PlannedChange.Machine, ExitCode.ServiceFailed, outcome.ToString());
                else
                    report.Done(PlannedChange.Machine, outcome.ToString());
            }
        });
}
