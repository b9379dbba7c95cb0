using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>What an installation works on.</summary>
/// <param name="Engine">Stops and starts instances.</param>
/// <param name="Services">The service control manager.</param>
/// <param name="Processes">The processes of the machine.</param>
/// <param name="Files">The files that services run.</param>
/// <param name="Protection">Keeps the machine folder to administrators.</param>
/// <param name="Journal">The record of the installation in progress.</param>
/// <param name="Product">What is installed.</param>
/// <param name="Guard">Brings everything back should the installation die.</param>
/// <param name="Events">Where administrators look for the result.</param>
/// <param name="Health">Asks instances who they are.</param>
/// <param name="Store">The records of the instances.</param>
/// <param name="Places">Where folders are.</param>
/// <param name="Rights">Who may log on as a service.</param>
/// <param name="Time">The clock.</param>
public sealed record MaintenanceMachine(
    LifecycleEngine Engine,
    IServiceManager Services,
    IProcesses Processes,
    IExecutableFiles Files,
    MachineProtection Protection,
    IJournal Journal,
    IProductRecord Product,
    IGuard Guard,
    IEventLog Events,
    IHealthProbe Health,
    IInstanceStore Store,
    IFolderPlaces Places,
    ILogonRights Rights,
    TimeProvider Time);
