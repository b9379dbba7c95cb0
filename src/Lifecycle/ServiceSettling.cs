using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Waits for a service to arrive.</summary>
internal static class ServiceSettling
{
    /// <summary>Waits until the service is on its way nowhere: in between it takes no request.</summary>
    public static async Task<Service> Settle(this IServiceManager services, Service service, TimeSpan timeout, CancellationToken cancellation)
    {
        ServiceState? destination = service.State switch
        {
            ServiceState.StartPending or ServiceState.ContinuePending => ServiceState.Running,
            ServiceState.PausePending => ServiceState.Paused,
            ServiceState.StopPending => ServiceState.Stopped,
            _ => null,
        };
        return destination is { } state
            ? await services.WaitFor(service.Name, state, timeout, cancellation).ConfigureAwait(false)
            : service;
    }
}
