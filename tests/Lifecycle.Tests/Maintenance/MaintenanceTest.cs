using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>An installation on a machine in memory, with its journal in a folder of the test's own.</summary>
public abstract class MaintenanceTest : IDisposable
{
    private static readonly JournalOwner Owner = new(4321, default);

    private readonly TempFolder folder = new();

    internal TestMachine Machine { get; } = new();

    /// <summary>What the steps reported, as lines.</summary>
    protected List<string> Reported { get; } = [];

    protected Journal Journal => field ??= new(new MachineFolder(folder.Path));

    protected string JournalFile => Path.Combine(folder.Path, "Setup", "journal.json");

    /// <summary>A run as each action of the installer makes one, in a process of its own.</summary>
    protected MaintenanceRun NewRun(IServiceManager? services = null) =>
        new(
            services is null ? Machine.Engine : new LifecycleEngine(services, Machine.Services.Processes, Machine.Files, Machine.Time),
            services ?? Machine.Services,
            Machine.Files,
            Journal,
            Machine.Time,
            Owner);

    protected static MaintenancePlan Upgrade(params InstanceState[] instances) =>
        new() { Kind = MaintenanceKind.Upgrade, VersionBefore = "1.0.0", Version = "1.1.0", Instances = instances };

    protected Task Stop(MaintenancePlan plan) => Machine.Time.Drive(NewRun().Stop(plan, Report, CancellationToken.None));

    protected Task Start(MaintenancePlan plan) => Machine.Time.Drive(NewRun().Start(plan, Report, CancellationToken.None));

    protected Task UndoStart(MaintenancePlan plan) => Machine.Time.Drive(NewRun().UndoStart(plan, Report, CancellationToken.None));

    protected Task UndoStop(MaintenancePlan plan) => Machine.Time.Drive(NewRun().UndoStop(plan, Report, CancellationToken.None));

    protected void Complete(MaintenancePlan plan) => NewRun().Complete(plan, Reported.Add);

    protected void Report(InstanceOutcome outcome) => Reported.Add(outcome.ToString());

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
