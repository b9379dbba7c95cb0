using System.Globalization;
using System.Text.Json;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Benchmarks.Engine;

/// <summary>
/// A machine in memory with so many instances that run, whose services stop and start in no time: what is measured is the engine. Index
/// and journal are in a folder on disk.
/// </summary>
internal sealed class EngineMachine : IDisposable
{
    private const string Folder = @"C:\Program Files\Octopus Deploy\Tentacle";

    private static readonly string Executable = WindowsPath.Combine(Folder, Application.Tentacle.Executable);
    private static readonly JournalOwner Owner = new(4321, default);

    private readonly TempFolder _folder = new();
    private readonly FakeServiceManager _services = new(TimeProvider.System);
    private readonly FakeExecutableFiles _files;
    private readonly MaintenanceMachine _machine;

    private MaintenancePlan? _interrupted;
    private int _another;

    /// <param name="instances">How many.</param>
    /// <param name="recorded">Whether they have records: files take longer to make than anything here takes.</param>
    public EngineMachine(int instances, bool recorded)
    {
        _files = new FakeExecutableFiles(_services.Processes).Add(Executable);
        var machine = new MachineFolder(_folder.Path);
        Directory.CreateDirectory(machine.Instances(Application.Tentacle));
        for (var number = 1; number <= instances; number++)
        {
            var instance = NameOf(number);
            _services.Add(Application.Tentacle.ServiceName(instance), Application.ServiceCommandLine(Executable, instance), ServiceState.Running);
            // Not through the store, which waits for the disk after each.
            if (recorded)
                File.WriteAllText(Path.Combine(machine.Instances(Application.Tentacle), InstanceName.Slug(instance) + ".config"), JsonSerializer.Serialize(Record(instance)));
        }

        Store = new(machine, Application.Tentacle, new FakeLegacyIndex());
        var protection = new MachineProtection(machine, new FakeFolderProtection());
        var health = new ServiceHealth(_services);
        Journal = new(protection);
        _machine = new(
            new LifecycleEngine(_services, _services.Processes, _files, health, TimeProvider.System),
            _services, _services.Processes, _files, protection, Journal, new FakeProductRecord(), new FakeGuard(), new FakeEventLog(), health,
            Store, new FakeFolderPlaces(), new FakeLogonRights(), TimeProvider.System);
    }

    /// <summary>The index of the instances.</summary>
    public InstanceStore Store { get; }

    /// <summary>The journal of installations.</summary>
    public Journal Journal { get; }

    /// <summary>An instance that is not there yet.</summary>
    public InstanceRecord Another => Record($"Another {++_another}");

    /// <summary>Finds the instances.</summary>
    public DiscoveredServices Discover() => new InstanceDiscovery(_services, _files).Discover([Executable]);

    /// <summary>The plan of an upgrade, with all instances.</summary>
    public MaintenancePlan Plan() => new()
    {
        Id = "benchmark",
        Kind = MaintenanceKind.Upgrade,
        VersionBefore = "1.0.0",
        Version = FakeHealthProbe.AnyVersion,
        Folder = Folder,
        Executables = [Executable],
        Instances = Discover().Ours,
    };

    /// <summary>What the journal says when all have stopped.</summary>
    public JournalEntry Entry()
    {
        var plan = Plan();
        return new()
        {
            Plan = plan,
            Owner = Owner,
            Outcomes = [.. plan.Instances.Select(state => new InstanceOutcome(state.Instance, state.Service, LifecycleStep.Stop, StepResult.Done, ServiceState.Stopped, 0, 2000, null))],
        };
    }

    /// <summary>Brings the last upgrade to its end, so that all run, and plans the next.</summary>
    public MaintenancePlan PlanNext()
    {
        if (_interrupted is { } plan)
        {
            Start(plan);
            Run().Complete(plan);
        }

        return Plan();
    }

    /// <summary>The whole of stopping, as the installer's action does it.</summary>
    public void Stop(MaintenancePlan plan)
    {
        _interrupted = plan;
        Run().Stop(plan, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>The whole of starting.</summary>
    public void Start(MaintenancePlan plan) => Run().Start(plan, CancellationToken.None).GetAwaiter().GetResult();

    public void Dispose() => _folder.Dispose();

    private MaintenanceRun Run() => new(_machine, Owner, _ => { });

    private static InstanceRecord Record(string instance) => new(instance, $@"C:\Octopus\{instance}\Tentacle.config");

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Instance {number:0000}");
}
