using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Benchmarks;

/// <summary>
/// The services that run this very program, found as the product finds its own. They are gone afterwards; those that an ended
/// benchmark left behind are gone before.
/// </summary>
internal sealed class Fleet(IServiceManager services, InstanceDiscovery discovery, LifecycleEngine engine) : IAsyncDisposable
{
    private static string Executable => Environment.ProcessPath ?? throw new InvalidOperationException("This program has no path.");

    /// <summary>Adds services until there are so many, and returns them all.</summary>
    public IReadOnlyList<InstanceState> Grow(int count, ServiceBehaviour behaviour)
    {
        for (var number = Find().Count + 1; number <= count; number++)
        {
            var name = $"Octopus benchmark {number:00}";
            services.Create(new(name, name, "A service of a benchmark.", $"\"{Executable}\" {ServiceProgram.Option} {behaviour}", StartType.Manual));
        }

        var all = Find();
        return all.Count == count ? all : throw new InvalidOperationException($"{count} services were made and {all.Count} found.");
    }

    /// <summary>Removes them all. One that cannot be removed does not keep the others.</summary>
    public async Task Clear()
    {
        var all = Find();
        // Stopped first: a running service that is deleted keeps its name until it stops. What did not stop says so below.
        await engine.Stop(all, Timeouts.Stop, _ => { }, CancellationToken.None);

        var failures = new List<ServiceException>();
        foreach (var instance in all)
        {
            try
            {
                services.Delete(instance.Service);
            }
            catch (ServiceException refused)
            {
                failures.Add(refused);
            }
        }

        if (failures.Count > 0 || Find().Count > 0)
            throw new AggregateException("The benchmark left services behind. The next one removes them.", failures);
    }

    public async ValueTask DisposeAsync() => await Clear();

    private IReadOnlyList<InstanceState> Find() => discovery.Discover([Executable]).Ours;
}
