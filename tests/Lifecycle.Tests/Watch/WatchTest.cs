using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Lifecycle.Watch;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Watch;

/// <summary>A watchdog on a machine in memory that has been running for a day.</summary>
public abstract class WatchTest : IDisposable
{
    private readonly TempFolder folder = new();

    protected WatchTest()
    {
        // The watchdog's own.
        Machine.Services.Processes.Start(TestMachine.Tentacle, id: Environment.ProcessId);
        Protection = new(MachineFolder, new FakeFolderProtection());
        Watch = new(Maintenance(Machine.Services), TestMachine.Tentacle, () => Uptime);
        Round = new(Watch, Events, Machine.Time);
    }

    internal TestMachine Machine { get; } = new();

    protected FakeEventLog Events { get; } = new();

    protected Journal Journal => new(Protection);

    protected InstanceWatch Watch { get; }

    protected MachineProtection Protection { get; }

    protected WatchRound Round { get; }

    protected TimeSpan Uptime { get; set; } = TimeSpan.FromDays(1);

    protected MachineFolder MachineFolder => new(folder.Path);

    protected WatchdogSettingsFile Settings => field ??= new(MachineFolder, Application.Tentacle);

    /// <summary>One round, over all instances unless some are named.</summary>
    protected Task Look(params string[] names) =>
        Machine.Time.Drive(Round.Run(names.Length == 0 ? WatchScope.All : WatchScope.Of(names), CancellationToken.None));

    protected MaintenanceMachine Maintenance(IServiceManager services) =>
        new(Machine.Engine, services, Machine.Services.Processes, Machine.Files, Protection, Journal, new FakeProductRecord(), new FakeGuard(), Events, Machine.Health,
            new WholeInstances(Machine.Services, folder), new FakeFolderPlaces(), new FakeLogonRights(), Machine.Time);

    /// <summary>Adds an instance whose process has died.</summary>
    protected void AddCrashed(string instance, StartType startType = StartType.Automatic)
    {
        Machine.Add(instance, startType: startType);
        Machine.Services.Kill(TestMachine.ServiceOf(instance));
    }

    /// <summary>How often an instance has been started.</summary>
    protected int StartsOf(string instance) => Machine.Services.Log.Count(line => line == $"start {TestMachine.ServiceOf(instance)}");

    protected int[] EventIds() => [.. Events.Entries.Select(entry => entry.Id)];

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
