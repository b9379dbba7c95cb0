using System.Text.Json.Serialization;
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

    /// <summary>The longest timeout that can be asked for, in seconds.</summary>
    public const int LongestTimeout = 3600;

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

    /// <summary>Where the product was registered before; <see langword="null"/> when it was nowhere.</summary>
    public string? FolderBefore { get; init; }

    /// <summary>Every one of our services, the watchdog's too, as it was.</summary>
    public IReadOnlyList<InstanceState> Instances { get; init; } = [];

    /// <summary>Somebody else's services that depend on ours, as they were.</summary>
    public IReadOnlyList<InstanceState> Dependents { get; init; } = [];

    /// <summary>The executables of this product that are installed, by full path.</summary>
    public IReadOnlyList<string> Executables { get; init; } = [];

    /// <summary>
    /// The files that the installation replaces or takes away, each relative to the folder in which the product was before, or, when it was
    /// nowhere, to the install folder. None when they are not known.
    /// </summary>
    public IReadOnlyList<string> Files { get => field ?? []; init; } = [];

    /// <summary>Whether only the Manager's file changes: no instance is concerned.</summary>
    public bool ManagerOnly { get; init; }

    /// <summary>Which instances run afterwards.</summary>
    public RestartChoice Restart { get; init; }

    /// <summary>Whether an instance that does not start undoes the installation.</summary>
    public bool StartFailureIsFatal { get; init; }

    /// <summary>Whether what the vendor's product has left is taken over: services named like ours, and what lies in the folder.</summary>
    public bool Adopts { get; init; }

    /// <summary>Whether an instance that runs and would not start again keeps the installation from beginning.</summary>
    public bool UnstartableIsFatal { get; init; }

    /// <summary>How long a service may take to stop, in seconds.</summary>
    public int StopTimeout { get; init; } = (int)Timeouts.Stop.TotalSeconds;

    /// <summary>How long a service may take to start and its instance to be healthy, in seconds.</summary>
    public int StartTimeout { get; init; } = (int)Timeouts.Start.TotalSeconds;

    /// <summary>What is done, for people.</summary>
    [JsonIgnore]
    public string Title => $"{Kind} of version {Version}";

    /// <summary>
    /// The services to stop: all of ours, also those recorded as stopped, because a watchdog may have started one since; and the
    /// dependents that ran.
    /// </summary>
    public IEnumerable<InstanceState> ToStop() => [.. Instances, .. Dependents.Where(state => state.WasActive)];

    /// <summary>The files that are replaced, by full path, whether or not they are there.</summary>
    public IReadOnlyList<string> Replaced() =>
    [
        .. Executables
            .Concat((FolderBefore ?? Folder) is { Length: > 0 } folder ? Files.Select(file => WindowsPath.Combine(folder, file)) : [])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>
    /// The files that must be there when instances start: a repair may find one good as it was, and leave it where it is not any more;
    /// another installation may have left out an executable that services run. Nobody needs the Manager, which may be taken away by itself.
    /// </summary>
    public IReadOnlyList<string> Needed() =>
        [.. Replaced().Where(path => FolderPath.IsIn(Folder, path)
            && ((Kind == MaintenanceKind.Repair && !ManagerOnly) || Instances.Any(state => state.Executable.Equals(path, StringComparison.OrdinalIgnoreCase))))];

    /// <summary>The services to start afterwards.</summary>
    public IEnumerable<InstanceState> ToStart() => (Kind, Restart) switch
    {
        (MaintenanceKind.Uninstall, _) or (_, RestartChoice.None) => [],
        (_, RestartChoice.All) => [.. Instances.Where(state => state.ComesBack || (!state.IsWatchdog && state.StartType != StartType.Disabled)), .. Dependents.Where(state => state.ComesBack)],
        _ => ToRestore(),
    };

    /// <summary>The services that run again when the installation is undone, whatever was chosen for its success.</summary>
    public IEnumerable<InstanceState> ToRestore() => Instances.Concat(Dependents).Where(state => state.ComesBack);

    /// <summary>The plan with the services that there are now: they are as they are when everything begins.</summary>
    public MaintenancePlan With(DiscoveredServices found) => this with
    {
        Instances = [.. found.Ours, .. found.Watchdogs],
        Dependents = found.Dependents,
    };

    /// <summary>
    /// The plan with what services are owed: what somebody of ours stopped and disabled is not how things were. A service that only the
    /// debt knows, because its executable has been taken away for instance, is brought back with the others. What a person has decided
    /// since counts.
    /// </summary>
    /// <remarks>A debt to a service that only the debt knows counts only while that service is still the one it was made for.</remarks>
    public MaintenancePlan With(IReadOnlyCollection<OwedState> owed, IServiceManager services, IExecutableFiles files)
    {
        var debts = owed.ToLookup(debt => debt.State.Service, StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(Instances.Concat(Dependents).Select(state => state.Service), StringComparer.OrdinalIgnoreCase);
        var forgotten = ManagerOnly ? [] : debts.Where(debt => !known.Contains(debt.Key) && debt.First().IsSame(services, files)).Select(debt => debt.First().State).ToList();
        return this with
        {
            Instances = [.. Instances.Select(Owed), .. forgotten.Where(state => !state.IsDependent)],
            Dependents = [.. Dependents.Select(Owed), .. forgotten.Where(state => state.IsDependent)],
        };

        InstanceState Owed(InstanceState now) => debts[now.Service].Where(debt => !debt.IsOverruled(now)).Aggregate(now, Restored);
    }

    /// <summary>The plan for some of its services only.</summary>
    public MaintenancePlan Only(Func<InstanceState, bool> which) => this with { Instances = [.. Instances.Where(which)], Dependents = [.. Dependents.Where(which)] };

    private static InstanceState Restored(InstanceState now, OwedState debt)
    {
        var then = debt.State;
        return now with
        {
            State = then.ComesBack ? then.State : now.State,
            StartType = debt.IsHeld && (now.StartType == StartType.Disabled || (then.RanDisabled && now.StartType == StartType.Manual)) ? then.StartType : now.StartType,
        };
    }

    /// <summary>The plan as text.</summary>
    public string Serialize() => MaintenanceJson.Serialize(this);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="MaintenanceException">The text is no plan, or one of another format.</exception>
    public static MaintenancePlan Parse(string text) =>
        MaintenanceJson.ParsePlan(text)
        ?? throw new MaintenanceException("The recorded instances cannot be read. Run the installation again.");
}
