using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>A service control manager that is starting somebody else's service for the first few requests.</summary>
internal sealed class BusyServiceManager(IServiceManager inner, int refusals) : PassingManager(inner)
{
    private const int DatabaseLocked = 1055;

    private int _left = refusals;

    public override void Request(string name, ServiceRequest request)
    {
        if (request == ServiceRequest.Start && Interlocked.Decrement(ref _left) >= 0)
            throw new ServiceException(name, ServiceError.Busy, DatabaseLocked, $"The service '{name}' could not be started: another service is being started.");
        base.Request(name, request);
    }
}
