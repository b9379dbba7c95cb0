using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>A service control manager that is starting somebody else's service for the first few requests.</summary>
internal sealed class BusyServiceManager(IServiceManager inner, int refusals) : IServiceManager
{
    private const int DatabaseLocked = 1055;

    private int _left = refusals;

    public IReadOnlyList<Service> List() => inner.List();

    public Service? Find(string name) => inner.Find(name);

    public ServiceStatus? Look(string name) => inner.Look(name);

    public void Create(ServiceDefinition definition) => inner.Create(definition);

    public ServiceConfiguration ReadConfiguration(string name) => inner.ReadConfiguration(name);

    public void Reconfigure(string name, ServiceChange change) => inner.Reconfigure(name, change);

    public void Delete(string name) => inner.Delete(name);

    public void SetStartType(string name, StartType startType) => inner.SetStartType(name, startType);

    public void SetImagePath(string name, string imagePath) => inner.SetImagePath(name, imagePath);

    public void Request(string name, ServiceRequest request)
    {
        if (request == ServiceRequest.Start && Interlocked.Decrement(ref _left) >= 0)
            throw new ServiceException(name, ServiceError.Busy, DatabaseLocked, $"The service '{name}' could not be started: another service is being started.");
        inner.Request(name, request);
    }

    public Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitFor(name, state, timeout, cancellation);
}
