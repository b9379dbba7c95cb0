using System.Collections.Concurrent;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Answers for the instances whose service runs: truthfully, or as a test wants.</summary>
public sealed class FakeHealthProbe(FakeServiceManager services) : IHealthProbe
{
    /// <summary>The version that answers when a test says nothing about it.</summary>
    public const string AnyVersion = "1.1.0";

    private readonly ConcurrentDictionary<string, Func<HealthAnswer, HealthAnswer>> behaviours = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The version that answers.</summary>
    public string Version { get; set; } = AnyVersion;

    /// <summary>The instances that were asked, each time.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The processes that were asked, each time; 0 for whoever is at the port.</summary>
    public ConcurrentQueue<int> AskedProcesses { get; } = [];

    /// <summary>Makes an instance answer otherwise from now on; it is given the true answer.</summary>
    public void Behave(string instance, Func<HealthAnswer, HealthAnswer> behaviour) => behaviours[instance] = behaviour;

    public Task<HealthAnswer> Ask(string instance, int processId, TimeSpan patience, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Asked.Enqueue(instance);
        AskedProcesses.Enqueue(processId);
        var running = services.List().FirstOrDefault(service =>
            service.State == ServiceState.Running && instance.Equals(new ServiceArguments(ImagePath.Parse(service.ImagePath, _ => false)).InstanceName, StringComparison.OrdinalIgnoreCase));
        var truth = running is null ? HealthAnswer.Silence("nobody listens") : HealthAnswer.From(instance, Version, running.ProcessId);
        return Task.FromResult(behaviours.TryGetValue(instance, out var behaviour) ? behaviour(truth) : truth);
    }
}
