using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli;

/// <summary>What a command works on: the machine and the terminal.</summary>
public sealed record CommandHost
{
    /// <summary>The application whose instances the commands are about.</summary>
    public required Application Application { get; init; }

    /// <summary>The product version, for people.</summary>
    public required string Version { get; init; }

    /// <summary>Full path of the executable that instances' services run.</summary>
    public required string Executable { get; init; }

    /// <summary>The machine folder.</summary>
    public required MachineFolder Machine { get; init; }

    /// <summary>The index of instances.</summary>
    public required IInstanceStore Store { get; init; }

    /// <summary>The services, processes and files of the machine, and the journal of its installations.</summary>
    public required MaintenanceMachine Maintenance { get; init; }

    /// <summary>The service control manager.</summary>
    public IServiceManager Services => Maintenance.Services;

    /// <summary>Who may log on as a service.</summary>
    public required ILogonRights LogonRights { get; init; }

    /// <summary>The files that services run: they tell this product's services from a stranger's.</summary>
    public IExecutableFiles ExecutableFiles => Maintenance.Files;

    /// <summary>The files of instances, as a program with more rights than their accounts reads them.</summary>
    public required IUntrustedFiles UntrustedFiles { get; init; }

    /// <summary>What Windows keeps for this machine.</summary>
    public required IMachineSecrets MachineSecrets { get; init; }

    /// <summary>Stops and starts instances.</summary>
    public LifecycleEngine Engine => Maintenance.Engine;

    /// <summary>Where a home may be.</summary>
    public required IFolderPlaces Places { get; init; }

    /// <summary>Deletes what an instance leaves.</summary>
    public required IFolderRemoval Removal { get; init; }

    /// <summary>The ports in use.</summary>
    public required IPorts Ports { get; init; }

    /// <summary>Whether the caller is an elevated administrator.</summary>
    public required bool IsElevated { get; init; }

    /// <summary>The person at the other end.</summary>
    public required ITerminal Terminal { get; init; }

    /// <summary>How long the machine has been running. Default: as Windows counts.</summary>
    public Func<TimeSpan> Uptime { get; init; } = () => TimeSpan.FromMilliseconds(Environment.TickCount64);

    /// <summary>
    /// Runs what goes on until somebody stops it: the service control manager where a service runs it. Default: until it is cancelled.
    /// </summary>
    public Func<Func<CancellationToken, Task>, CancellationToken, Task> RunUntilStopped { get; init; } = (work, cancellation) => work(cancellation);

    /// <summary>Where answers go, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where errors and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Told of each change when it has been made or has failed, for those who follow a command as it goes. Default: nobody.</summary>
    public Action<ChangeProgress> Progress { get; init; } = _ => { };

    /// <summary>Looks at the instances as a watchdog does.</summary>
    public InstanceWatch Watch() => new(Maintenance, Executable, Uptime);

    /// <summary>A command as messages tell it to people: <see cref="CommandText.Told"/>.</summary>
    public string Told(CommandText command) => command.Told(Executable);

    /// <summary>Refuses to go on for a caller who is not elevated.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.NotElevated"/>.</exception>
    public void RequireElevation()
    {
        if (!IsElevated)
        {
            throw new CommandException(
                ExitCode.NotElevated,
                "This command changes the machine and needs an elevated administrator. Open the terminal with 'Run as administrator' and try again.");
        }
    }
}
