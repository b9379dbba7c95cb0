using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Finds the services that run this product's executables, whatever they are called.</summary>
public sealed class InstanceDiscovery(IServiceManager services, IExecutableFiles files)
{
    /// <summary>What people read where an instance's name stands otherwise. An instance may have the same name.</summary>
    private const string Watchdog = "Watchdog";

    /// <summary>
    /// A service is ours when its executable is one of <paramref name="executables"/>: the file is compared, not its spelling.
    /// A service that only has a name like ours is a stranger and is never touched.
    /// </summary>
    /// <param name="executables">The executables of this product.</param>
    /// <param name="adopts">Whether one that is named like ours and runs another file of our executable's name, the vendor's, is ours too.</param>
    public DiscoveredServices Discover(IReadOnlyCollection<string> executables, bool adopts = false)
    {
        var ours = new List<InstanceState>();
        var others = new List<Service>();
        // A hundred services run one file; to compare it is to open it.
        var compared = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool IsOurs(string path)
        {
            if (!compared.TryGetValue(path, out var same))
                compared.Add(path, same = executables.Any(executable => files.AreSame(executable, path)));
            return same;
        }

        foreach (var service in services.List())
        {
            var image = ImagePath.Parse(service.ImagePath, files.Exists);
            if (IsOurs(image.Executable))
                ours.Add(Describe(service, image, new ServiceArguments(image)));
            else if (adopts && IsVendors(service, image))
                ours.Add(Describe(service, image, new ServiceArguments(image)) with { IsAdopted = true });
            else
                others.Add(service);
        }

        var byName = ours.OrderBy(state => state.Instance, StringComparer.OrdinalIgnoreCase).ToList();
        return new(
            [.. byName.Where(state => !state.IsWatchdog)],
            [.. byName.Where(state => state.IsWatchdog)],
            [.. others.Where(service => Application.All.Any(application => application.IsServiceName(service.Name)))],
            DependentsOf(ours, others));
    }

    // Also those that depend on a dependent: Windows refuses to stop a service while one of these runs.
    private List<InstanceState> DependentsOf(IEnumerable<InstanceState> ours, IEnumerable<Service> others)
    {
        var byNeed = others
            .SelectMany(service => service.DependsOn.Select(needed => (Needed: needed, Service: service)))
            .ToLookup(tie => tie.Needed, tie => tie.Service, StringComparer.OrdinalIgnoreCase);
        var needed = new Queue<string>(ours.Select(state => state.Service));
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var dependents = new List<InstanceState>();
        while (needed.Count > 0)
        {
            foreach (var dependent in byNeed[needed.Dequeue()].Where(dependent => found.Add(dependent.Name)))
            {
                needed.Enqueue(dependent.Name);
                dependents.Add(Describe(dependent, ImagePath.Parse(dependent.ImagePath, files.Exists), dependent.Name) with { IsDependent = true });
            }
        }

        return dependents;
    }

    private static InstanceState Describe(Service service, ImagePath image, string instance) =>
        new(instance, service.Name, image.Executable, service.State, service.StartType, service.ProcessId)
        {
            ImagePath = service.ImagePath,
            DependsOn = service.DependsOn,
        };

    private static bool IsVendors(Service service, ImagePath image) =>
        Application.Tentacle.IsServiceName(service.Name) && WindowsPath.FileName(image.Executable).Equals(Application.Tentacle.Executable, StringComparison.OrdinalIgnoreCase);

    // By what it runs, as everything here: its name is no proof.
    private static InstanceState Describe(Service service, ImagePath image, ServiceArguments arguments) => arguments.RunsWatchdog
        ? Describe(service, image, Watchdog) with { IsWatchdog = true }
        : Describe(service, image, arguments.InstanceName ?? InstanceCalled(service));

    private static string InstanceCalled(Service service) =>
        Application.All.FirstOrDefault(application =>
            service.Name.Equals(application.ServiceName(application.DefaultInstance), StringComparison.OrdinalIgnoreCase))?.DefaultInstance
        ?? service.Name;
}

/// <summary>The services of a machine that concern this product.</summary>
/// <param name="Ours">Those that run our executables as an instance, by instance.</param>
/// <param name="Watchdogs">Those that run our executables as the watchdog: one, or none.</param>
/// <param name="Strangers">Those named like ours that run something else.</param>
/// <param name="Dependents">Somebody else's that depend on ours, directly or through others.</param>
public sealed record DiscoveredServices(
    IReadOnlyList<InstanceState> Ours, IReadOnlyList<InstanceState> Watchdogs, IReadOnlyList<Service> Strangers, IReadOnlyList<InstanceState> Dependents)
{
    /// <summary>No service.</summary>
    public static readonly DiscoveredServices None = new([], [], [], []);
}
