using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>
/// A service control manager that loses the process of a service while it creates it, for the first few requests, and says until one
/// is granted that the service starts, as Wine 8 may.
/// </summary>
internal sealed class ForgetfulServiceManager(IServiceManager inner, int refusals, TimeProvider time) : PassingManager(inner)
{
    private const int InternalError = 1359;

    private static readonly ServiceStatus Starting = new(ServiceState.StartPending, 0, 0);

    private int _left = refusals;

    private bool IsGranted => _left < 0;

    public override ServiceStatus? Look(string name) => IsGranted ? base.Look(name) : Starting;

    public override void Request(string name, ServiceRequest request)
    {
        if (request == ServiceRequest.Start && Interlocked.Decrement(ref _left) >= 0)
            throw new ServiceException(name, ServiceError.Unknown, InternalError, $"The service '{name}' could not be started: internal error (error {InternalError}).");
        base.Request(name, request);
    }

    public override async Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsGranted)
            return await base.WaitFor(name, state, timeout, cancellation);
        await Task.Delay(timeout, time, cancellation);
        return Starting;
    }
}
