using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Everything an installation needs to know about the instances, recorded before anything has changed. Deferred actions get it as
/// text, because they can read nothing else.
/// </summary>
public sealed record MaintenancePlan
{
    /// <summary>The version of this format.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of the format this plan is written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Tells this installation from every other one.</summary>
    public string Id { get; init; } = "";

    /// <summary>What happens to the product.</summary>
    public MaintenanceKind Kind { get; init; }

    /// <summary>The product version before; <see langword="null"/> when there was none.</summary>
    public string? VersionBefore { get; init; }

    /// <summary>The product code of the package.</summary>
    public string ProductCode { get; init; } = "";

    /// <summary>The product version of the package.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the executables are afterwards.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Every one of our services, the watchdog's too, as it was.</summary>
    public IReadOnlyList<InstanceState> Instances { get; init; } = [];

    /// <summary>Somebody else's services that depend on ours, as they were.</summary>
    public IReadOnlyList<InstanceState> Dependents { get; init; } = [];

    /// <summary>The executables of this product that are installed, by full path.</summary>
    public IReadOnlyList<string> Executables { get; init; } = [];

    /// <summary>
    /// The files that the installation replaces or takes away, each relative to the install folder. None when they are not known.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Which instances run afterwards.</summary>
    public RestartChoice Restart { get; init; }

    /// <summary>Whether an instance that does not start undoes the installation.</summary>
    public bool StartFailureIsFatal { get; init; }

    /// <summary>How long a service may take to stop, in seconds.</summary>
    public int StopTimeout { get; init; } = (int)Timeouts.Stop.TotalSeconds;

    /// <summary>How long a service may take to start and its instance to be healthy, in seconds.</summary>
    public int StartTimeout { get; init; } = (int)Timeouts.Start.TotalSeconds;

    /// <summary>
    /// The services to stop: all of ours, also those recorded as stopped, because a watchdog may have started one since; and the
    /// dependents that ran.
    /// </summary>
    public IEnumerable<InstanceState> ToStop() => [.. Instances, .. Dependents.Where(state => state.WasActive)];

    /// <summary>The services to start afterwards.</summary>
    public IEnumerable<InstanceState> ToStart() => (Kind, Restart) switch
    {
        (MaintenanceKind.Uninstall, _) or (_, RestartChoice.None) => [],
        (_, RestartChoice.All) => [.. Instances.Where(state => state.ComesBack || (!state.IsWatchdog && state.StartType != StartType.Disabled)), .. Dependents.Where(state => state.ComesBack)],
        _ => ToRestore(),
    };

    /// <summary>The services that run again when the installation is undone, whatever was chosen for its success.</summary>
    public IEnumerable<InstanceState> ToRestore() => Instances.Concat(Dependents).Where(state => state.ComesBack);

    /// <summary>
    /// The plan with what has changed since it was recorded. Who runs now ran: somebody started it in between. Who has stopped in
    /// between ran all the same, for stopping is what this plan is about. A start type is always the latest one.
    /// </summary>
    public MaintenancePlan Refreshed(IServiceManager services) => this with
    {
        Instances = [.. Instances.Select(state => Refreshed(state, services.Find(state.Service)))],
        Dependents = [.. Dependents.Select(state => Refreshed(state, services.Find(state.Service)))],
    };

    /// <summary>
    /// The plan with what an installation that never ended had recorded before it changed anything: what it stopped and disabled
    /// is not how things were. A service that only that one knew, because its executable has been taken away for instance, is
    /// brought back with the others.
    /// </summary>
    public MaintenancePlan Following(JournalEntry interrupted, IServiceManager services)
    {
        var before = interrupted.Unrestored().ToDictionary(state => state.Service, StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(Instances.Concat(Dependents).Select(state => state.Service), StringComparer.OrdinalIgnoreCase);
        var forgotten = before.Values.Where(state => !known.Contains(state.Service) && services.Find(state.Service) is not null).ToList();
        return this with
        {
            Instances = [.. Instances.Select(Recorded), .. forgotten.Where(state => !state.IsDependent)],
            Dependents = [.. Dependents.Select(Recorded), .. forgotten.Where(state => state.IsDependent)],
        };

        InstanceState Recorded(InstanceState now) => before.TryGetValue(now.Service, out var then)
            ? now with
            {
                State = then.ComesBack ? then.State : now.State,
                StartType = now.StartType == StartType.Disabled || (then.RanDisabled && now.StartType == StartType.Manual) ? then.StartType : now.StartType,
            }
            : now;
    }

    /// <summary>The plan as text.</summary>
    public string Serialize() => MaintenanceJson.Serialize(this);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="MaintenanceException">The text is no plan, or one of another format.</exception>
    public static MaintenancePlan Parse(string text) =>
        MaintenanceJson.ParsePlan(text)
        ?? throw new MaintenanceException("The recorded instances cannot be read. Run the installation again.");

    private static InstanceState Refreshed(InstanceState state, Service? now) => now is null
        ? state
        : state with
        {
            State = now.State == ServiceState.Stopped ? state.State : now.State == ServiceState.StopPending && state.WasActive ? state.State : now.State,
            StartType = now.StartType,
        };
}
