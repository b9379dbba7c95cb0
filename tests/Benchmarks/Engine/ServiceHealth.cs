using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Benchmarks.Engine;

/// <summary>Answers for an instance whose service runs, without looking at the others.</summary>
internal sealed class ServiceHealth(IServiceManager services) : IHealthProbe
{
    public Task<HealthAnswer> Ask(string instance, int processId, TimeSpan patience, CancellationToken cancellation) =>
        Task.FromResult(services.Find(Application.Tentacle.ServiceName(instance)) is { State: ServiceState.Running } service
            ? HealthAnswer.From(instance, FakeHealthProbe.AnyVersion, service.ProcessId)
            : HealthAnswer.Silence("nobody listens"));
}
