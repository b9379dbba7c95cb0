namespace Octopus.Services;

/// <summary>What services there are on this machine, and what each is.</summary>
public interface IServiceRegistry
{
    /// <summary>Registers a service, and claims it. It is not started.</summary>
    /// <exception cref="ServiceException">
    /// <see cref="ServiceError.AlreadyExists"/>, <see cref="ServiceError.MarkedForDeletion"/>, <see cref="ServiceError.AccountUnknown"/>.
    /// </exception>
    void Create(ServiceDefinition definition);

    /// <summary>Everything about a service that <see cref="Reconfigure"/> can change.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>, <see cref="ServiceError.AccessDenied"/>.</exception>
    ServiceConfiguration ReadConfiguration(string name);

    /// <summary>Changes what is named, and nothing else. A service that runs goes on as it is until it starts anew.</summary>
    /// <exception cref="ServiceException">
    /// <see cref="ServiceError.NotFound"/>, <see cref="ServiceError.MarkedForDeletion"/>, <see cref="ServiceError.AccountUnknown"/>.
    /// </exception>
    void Reconfigure(string name, ServiceChange change);

    /// <summary>
    /// Keeps Windows from doing anything when the service fails, whatever it was told to do, until disposed. Everything is as before then.
    /// </summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>, <see cref="ServiceError.MarkedForDeletion"/>.</exception>
    IDisposable HoldRecovery(string name);

    /// <summary>Removes a service. A running one disappears when it has stopped and its last handle is closed.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>, <see cref="ServiceError.MarkedForDeletion"/>.</exception>
    void Delete(string name);

    /// <summary>Whether this product has made the service, or has been told to take it over: only such a one is this product's to delete.</summary>
    /// <returns>Also <see langword="false"/> when there is no such service.</returns>
    /// <exception cref="ServiceException"><see cref="ServiceError.AccessDenied"/>.</exception>
    bool IsClaimed(string name);

    /// <summary>Takes a service over that somebody else has made. What it is does not change.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.NotFound"/>, <see cref="ServiceError.AccessDenied"/>.</exception>
    void Claim(string name);
}
