using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>
/// A service control manager that loses the process of a service while it creates it, for the first few requests, and says from then
/// on that the service starts, as Wine 8 may.
/// </summary>
internal sealed class ForgetfulServiceManager(IServiceManager inner, int refusals, TimeProvider time) : IServiceManager
{
    private const int InternalError = 1359;

    private static readonly ServiceStatus Starting = new(ServiceState.StartPending, 0, 0);

    private int _left = refusals;
    private bool _started;

    public IReadOnlyList<Service> List() => inner.List();

    public Service? Find(string name) => inner.Find(name);

    public ServiceStatus? Look(string name) => _started ? inner.Look(name) : Starting;

    public void Create(ServiceDefinition definition) => inner.Create(definition);

    public ServiceConfiguration ReadConfiguration(string name) => inner.ReadConfiguration(name);

    public void Reconfigure(string name, ServiceChange change) => inner.Reconfigure(name, change);

    public void Delete(string name) => inner.Delete(name);

    public void SetStartType(string name, StartType startType) => inner.SetStartType(name, startType);

    public void SetImagePath(string name, string imagePath) => inner.SetImagePath(name, imagePath);

    public void Request(string name, ServiceRequest request)
    {
        if (request == ServiceRequest.Start && Interlocked.Decrement(ref _left) >= 0)
            throw new ServiceException(name, ServiceError.Unknown, InternalError, $"The service '{name}' could not be started: internal error (error {InternalError}).");
        inner.Request(name, request);
        _started = true;
    }

    public async Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        if (_started)
            return await inner.WaitFor(name, state, timeout, cancellation);
        await Task.Delay(timeout, time, cancellation);
        return Starting;
    }
}
