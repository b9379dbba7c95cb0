using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Tests.Benchmarks;

/// <summary>
/// What Windows Installer does with ServiceControl rows that wait: one request, the wait for it, the next row. Like it, this does
/// not wait until processes are gone, which our engine does.
/// </summary>
internal sealed class OneAfterTheOther(IServiceManager services) : IWay
{
    public Task Stop(IReadOnlyList<InstanceState> instances, CancellationToken cancellation) =>
        ForEach(instances, ServiceRequest.Stop, ServiceState.Stopped, Timeouts.Stop, cancellation);

    public Task Start(IReadOnlyList<InstanceState> instances, CancellationToken cancellation) =>
        ForEach(instances, ServiceRequest.Start, ServiceState.Running, Timeouts.Start, cancellation);

    private async Task ForEach(
        IReadOnlyList<InstanceState> instances, ServiceRequest request, ServiceState wanted, TimeSpan timeout, CancellationToken cancellation)
    {
        foreach (var instance in instances)
        {
            services.Request(instance.Service, request);
            var service = await services.WaitFor(instance.Service, wanted, timeout, cancellation);
            if (service.State != wanted)
                throw new InvalidOperationException($"Not measured. {service.Name} is {service.State} and not {wanted}.");
        }
    }
}
