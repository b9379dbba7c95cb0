using System.Runtime.Versioning;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The real machine, put together once for the installer's actions and the executables.</summary>
[SupportedOSPlatform("windows")]
public static class WindowsMaintenance
{
    /// <summary>The source of the entries in the event log.</summary>
    public const string EventSource = "Octopus Tentacle";

    /// <summary>This machine.</summary>
    /// <param name="guard">The guard. Default: one that can be taken away, and not set up.</param>
    /// <param name="report">Told when files in the machine folder cannot be looked at, as a sentence. Default: nobody is.</param>
    public static MaintenanceMachine Machine(Func<IServiceManager, MachineFolder, TimeProvider, IGuard>? guard = null, Action<string>? report = null)
    {
        var time = TimeProvider.System;
        var folder = MachineFolder.Current();
        var services = new WindowsServiceManager(time);
        var processes = new WindowsProcesses();
        var files = new WindowsExecutableFiles();
        var store = new InstanceStore(folder, Application.Tentacle, new RegistryIndex());
        var health = new HealthProbe(store, time);
        var protection = new MachineProtection(folder, new WindowsFolderProtection(report));
        return new(
            new LifecycleEngine(services, processes, files, health, time),
            services,
            processes,
            files,
            protection,
            new Journal(protection),
            new ProductRecord(),
            (guard ?? GuardService.OfOthers)(services, folder, time),
            new WindowsEventLog(EventSource),
            health,
            store,
            new WindowsFolderPlaces(),
            new WindowsLogonRights(),
            time);
    }
}
