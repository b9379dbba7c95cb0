using System.Collections.Concurrent;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Starts each of its services as soon as it finds it stopped, ten times a second, as a scheduled task does more slowly.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<string> _services;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;
    private int _started;

    private Watchdog(IReadOnlyList<string> services)
    {
        _services = services;
        _watching = Task.Factory.StartNew(Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>How many starts the service control manager has refused, by reason.</summary>
    public ConcurrentDictionary<ServiceError, int> Refused { get; } = [];

    /// <summary>How many it has taken.</summary>
    public int Started => _started;

    public static Watchdog Over(IEnumerable<string> services) => new([.. services]);

    public void Dispose()
    {
        _over.Cancel();
        _watching.GetAwaiter().GetResult();
        _over.Dispose();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Interval);
        while (!_over.IsCancellationRequested)
        {
            foreach (var service in _services)
                Keep(service);
            await timer.WaitForNextTickAsync();
        }
    }

    private void Keep(string service)
    {
        try
        {
            if (ServiceTable.Manager.Find(service) is not { State: ServiceState.Stopped })
                return;
            ServiceTable.Manager.Request(service, ServiceRequest.Start);
            Interlocked.Increment(ref _started);
        }
        catch (ServiceException refused)
        {
            Refused.AddOrUpdate(refused.Error, 1, (_, count) => count + 1);
        }
    }
}
