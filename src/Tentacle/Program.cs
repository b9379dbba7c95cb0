using System.Reflection;
using System.Runtime.Versioning;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tentacle.Agent;

[assembly: SupportedOSPlatform("windows")]

var machine = MachineFolder.Current();
var host = new CommandHost
{
    Application = Application.Tentacle,
    Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
    Executable = Environment.ProcessPath!,
    Machine = machine,
    Store = new InstanceStore(machine, Application.Tentacle, new RegistryIndex()),
    Maintenance = WindowsMaintenance.Machine(),
    Ports = new MachinePorts(),
    IsElevated = Environment.IsPrivilegedProcess,
    Output = Console.Out,
    Error = Console.Error,
};

return await CommandLine.Run(
    host, "Octopus Tentacle: the agent that runs deployments on this machine.", [RunCommand.Build(host)], args);
