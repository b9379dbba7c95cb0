using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Waits for a service to arrive.</summary>
internal static class ServiceSettling
{
    /// <summary>Waits until the service is on its way nowhere: in between it takes no request.</summary>
    public static async Task<ServiceStatus> Settle(this IServiceManager services, string name, ServiceStatus service, TimeSpan timeout, CancellationToken cancellation)
    {
        ServiceState? destination = service.State switch
        {
            ServiceState.StartPending or ServiceState.ContinuePending => ServiceState.Running,
            ServiceState.PausePending => ServiceState.Paused,
            ServiceState.StopPending => ServiceState.Stopped,
            _ => null,
        };
        return destination is { } state
            ? await services.WaitFor(name, state, timeout, cancellation).ConfigureAwait(false)
            : service;
    }
}
