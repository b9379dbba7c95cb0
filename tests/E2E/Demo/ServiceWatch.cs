using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Demo;

/// <summary>Tells every change of state of some services while it happens, until disposed.</summary>
internal sealed class ServiceWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, ServiceState> _states = [];
    private readonly IReadOnlyList<ArrangedInstance> _instances;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;

    public ServiceWatch(IReadOnlyList<ArrangedInstance> instances, Action<string> tell)
    {
        _instances = instances;
        _tell = tell;
        Look();
        _watching = Task.Run(Watch);
    }

    public void Dispose()
    {
        _over.Cancel();
        _watching.GetAwaiter().GetResult();
        _over.Dispose();
        Look();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
                Look();
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private void Look()
    {
        foreach (var instance in _instances)
        {
            var state = ServiceTable.Get(instance.Service).State;
            if (_states.TryGetValue(instance.Name, out var known) && known != state)
                _tell($"{instance.Name}: {known} -> {state}");
            _states[instance.Name] = state;
        }
    }
}
