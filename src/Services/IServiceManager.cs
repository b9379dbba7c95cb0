namespace Octopus.Services;

/// <summary>
/// The service control manager of this machine. Every member answers about one machine-wide truth; nothing is cached.
/// Members throw <see cref="ServiceException"/>, whose <see cref="ServiceException.Error"/> says what went wrong whatever
/// language Windows speaks.
/// </summary>
public interface IServiceManager : IServiceRegistry
{
    /// <summary>
    /// All Win32 services of the machine, drivers excluded, each with the process it runs in. A service deleted while the list is made
    /// is left out; one that cannot be read is in it and says so (<see cref="Service.IsHidden"/>).
    /// </summary>
    IReadOnlyList<Service> List();

    /// <summary>One service, by its name without regard to case, or <see langword="null"/> when there is none.</summary>
    Service? Find(string name);

    /// <summary>
    /// What one service is doing, or <see langword="null"/> when there is none. To be preferred where that is enough: the manager
    /// has several questions more to answer for all about a service.
    /// </summary>
    ServiceStatus? Look(string name);

    /// <summary>Changes when the service starts, and nothing else about it.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>.</exception>
    void SetStartType(string name, StartType startType);

    /// <summary>Changes the command line that the service runs when it is another one, and nothing else about it.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>.</exception>
    void SetImagePath(string name, string imagePath);

    /// <summary>Asks for a change of state and returns when the service control manager has taken the request, not when it is done.</summary>
    /// <exception cref="ServiceException">
    /// <see cref="ServiceError.NotFound"/>, <see cref="ServiceError.AlreadyRunning"/>, <see cref="ServiceError.NotRunning"/>,
    /// <see cref="ServiceError.Disabled"/>, <see cref="ServiceError.CannotAcceptControl"/>, <see cref="ServiceError.Timeout"/>, <see cref="ServiceError.Busy"/>.
    /// </exception>
    void Request(string name, ServiceRequest request);

    /// <summary>
    /// Completes when the service is in <paramref name="state"/>, when it can no longer get there by itself (it stopped while
    /// something else was awaited), or when <paramref name="timeout"/> has passed; the service as last seen tells which.
    /// </summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/> when the service is gone.</exception>
    Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation);
}
