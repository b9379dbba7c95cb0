using System.Reflection;
using System.Runtime.Versioning;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Cli;

/// <summary>The machine that this process runs on, as every executable of the product works on it.</summary>
[SupportedOSPlatform("windows")]
public static class WindowsCommandHost
{
    /// <summary>Brings together what commands need.</summary>
    /// <param name="executable">Full path of the executable that instances' services run.</param>
    public static CommandHost Create(string executable)
    {
        var machine = MachineFolder.Current();
        return new()
        {
            Application = Application.Tentacle,
            Version = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Executable = executable,
            Machine = machine,
            Store = new InstanceStore(machine, Application.Tentacle, new RegistryIndex()),
            Maintenance = WindowsMaintenance.Machine(report: line => Console.Error.WriteLine($"Warning: {line}")),
            MachineSecrets = new WindowsMachineSecrets(),
            LogonRights = new WindowsLogonRights(),
            Places = new WindowsFolderPlaces(),
            Removal = new WindowsFolderRemoval(),
            Ports = new MachinePorts(),
            IsElevated = Environment.IsPrivilegedProcess,
            UntrustedFiles = new WindowsUntrustedFiles(),
            Terminal = new ConsoleTerminal(),
            Output = StandardStreams.Output,
            Error = StandardStreams.Error,
        };
    }
}
