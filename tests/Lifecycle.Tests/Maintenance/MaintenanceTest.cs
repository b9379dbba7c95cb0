using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>An installation on a machine in memory, with its journal in a folder of the test's own.</summary>
public abstract class MaintenanceTest : IDisposable
{
    private static readonly JournalOwner Recoverer = new(8765, default);

    protected MaintenanceTest() => Owner = new(4321, Machine.Time.GetUtcNow());

    /// <summary>The process that installs; it does not run unless a test starts it.</summary>
    protected JournalOwner Owner { get; }

    private readonly TempFolder folder = new();

    internal TestMachine Machine { get; } = new();

    /// <summary>What the steps reported, as lines.</summary>
    protected List<string> Reported { get; } = [];

    protected IJournal Journal => field ??= new Journal(new MachineProtection(MachineFolder, Protection));

    internal FakeFolderProtection Protection { get; } = new();

    internal FakeEventLog Events { get; } = new();

    /// <summary>What is installed.</summary>
    internal FakeProductRecord Product { get; } = new() { Folder = WindowsPath.Folder(TestMachine.Tentacle), Version = "1.0.0" };

    internal FakeGuard Guard { get; } = new();

    /// <summary>The records of the instances. Default: each is whole.</summary>
    internal WholeInstances Store => field ??= new(Machine.Services, folder);

    internal FakeFolderPlaces Places { get; } = new();

    internal FakeLogonRights Rights { get; } = new();

    protected MachineFolder MachineFolder => new(folder.Path);

    protected string JournalFile => Path.Combine(folder.Path, "Setup", "journal.json");

    protected string NoticeFile => Path.Combine(folder.Path, "maintenance.json");

    /// <summary>A run as each action of the installer makes one, in a process of its own.</summary>
    protected MaintenanceRun NewRun(IServiceManager? services = null, JournalOwner? owner = null, IJournal? journal = null) =>
        new(NewMachine(services, journal), owner ?? Owner, Reported.Add);

    protected MaintenanceMachine NewMachine(IServiceManager? services = null, IJournal? journal = null) =>
        new(
            services is null ? Machine.Engine : new LifecycleEngine(services, Machine.Services.Processes, Machine.Files, Machine.Health, Machine.Time),
            services ?? Machine.Services,
            Machine.Services.Processes,
            Machine.Files,
            new MachineProtection(MachineFolder, Protection),
            journal ?? Journal,
            Product,
            Guard,
            Events,
            Machine.Health,
            Store,
            Places,
            Rights,
            Machine.Time);

    protected static MaintenancePlan Upgrade(params InstanceState[] instances) => new()
    {
        Id = Guid.NewGuid().ToString("D"),
        Kind = MaintenanceKind.Upgrade,
        VersionBefore = "1.0.0",
        Version = FakeHealthProbe.AnyVersion,
        Folder = WindowsPath.Folder(TestMachine.Tentacle),
        Executables = [TestMachine.Tentacle],
        Instances = instances,
    };

    protected Task Stop(MaintenancePlan plan) => Installed(plan.VersionBefore, run => run.Stop(plan, CancellationToken.None));

    protected Task Start(MaintenancePlan plan)
    {
        Change(plan);
        return Installed(plan.Version, run => run.Start(plan, CancellationToken.None));
    }

    /// <summary>What the installer does between the stop and the start.</summary>
    protected void Change(MaintenancePlan plan)
    {
        var removed = plan.Kind == MaintenanceKind.Uninstall;
        (Product.Folder, Product.Version) = removed ? (null, null) : (plan.Folder, plan.Version);
        if (!removed)
            Machine.Files.Add(WindowsPath.Combine(plan.Folder, WindowsPath.FileName(TestMachine.Tentacle)));
    }

    protected Task UndoStart(MaintenancePlan plan) => Installed(plan.Version, run => run.UndoStart(plan));

    protected Task UndoStop(MaintenancePlan plan) => Installed(plan.VersionBefore, run => run.UndoStop(plan));

    // What answers is what the files are at that moment.
    private Task Installed(string? version, Func<MaintenanceRun, Task> step)
    {
        Machine.Health.Version = version!;
        return Machine.Time.Drive(step(NewRun()));
    }

    protected Task<LastRun?> Recover(bool evenIfAlive = false) => Machine.Time.Drive(NewRun(owner: Recoverer).Recover(evenIfAlive));

    protected void Complete(MaintenancePlan plan) => NewRun().Complete(plan);

    /// <summary>Fails unless every service does what it did when it was recorded, and starts when it did.</summary>
    protected void AssertAsRecorded(MaintenancePlan plan) =>
        CollectionAssert.AreEqual(
            plan.Instances.Select(state => (state.Instance, state.State, state.StartType, state.ImagePath)).ToArray(),
            plan.Instances.Select(state => Machine.Record(state.Instance)).Select(state => (state.Instance, state.State, state.StartType, state.ImagePath)).ToArray());

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
