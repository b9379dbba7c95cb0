using System.Reflection;
using System.Runtime.Versioning;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tentacle.Agent;

[assembly: SupportedOSPlatform("windows")]

var machine = MachineFolder.Current();
var services = new WindowsServiceManager(TimeProvider.System);
var files = new WindowsExecutableFiles();
var host = new CommandHost
{
    Application = Application.Tentacle,
    Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
    Executable = Environment.ProcessPath!,
    Machine = machine,
    Store = new InstanceStore(machine, Application.Tentacle, new RegistryIndex()),
    Services = services,
    ExecutableFiles = files,
    Engine = new LifecycleEngine(services, new WindowsProcesses(), files, TimeProvider.System),
    Ports = new MachinePorts(),
    IsElevated = Environment.IsPrivilegedProcess,
    Output = Console.Out,
    Error = Console.Error,
};

return await CommandLine.Run(
    host, "Octopus Tentacle: the agent that runs deployments on this machine.", [RunCommand.Build(host)], args);
