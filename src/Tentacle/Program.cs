using System.Reflection;
using System.Runtime.Versioning;
using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tentacle.Agent;
using Octopus.Tentacle.Background;

[assembly: SupportedOSPlatform("windows")]

var machine = MachineFolder.Current();
var maintenance = WindowsMaintenance.Machine();

// A service has nobody who reads its errors: they go to the event log, also when it fails before it has a log of its own.
using var unread = WindowsServiceHelpers.IsWindowsService() ? new StringWriter() : null;
var host = new CommandHost
{
    Application = Application.Tentacle,
    Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
    Executable = Environment.ProcessPath!,
    Machine = machine,
    Store = new InstanceStore(machine, Application.Tentacle, new RegistryIndex()),
    Maintenance = maintenance,
    LogonRights = new WindowsLogonRights(),
    Ports = new MachinePorts(),
    IsElevated = Environment.IsPrivilegedProcess,
    Terminal = new ConsoleTerminal(),
    RunUntilStopped = Worker.Run,
    Output = Console.Out,
    Error = unread ?? Console.Error,
};

var exitCode = await CommandLine.Run(
    host, "Octopus Tentacle: the agent that runs deployments on this machine.", [RunCommand.Build(host)], args);
if (exitCode != 0 && unread is not null)
    maintenance.Events.Write(EventSeverity.Error, RunCommand.FailedEvent, $"{string.Join(' ', args)}: {unread}");
return exitCode;
