namespace Octopus.Services;

/// <summary>Who may log on as a service. Without the right a service of that account does not start.</summary>
public interface ILogonRights
{
    /// <summary>Whether the account itself has been given the right. It may have it through a group too.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.AccountUnknown"/>, <see cref="ServiceError.AccessDenied"/>.</exception>
    bool Has(ServiceAccount account);

    /// <summary>Gives the account the right; nothing happens when it has it.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.AccountUnknown"/>, <see cref="ServiceError.AccessDenied"/>.</exception>
    void Grant(ServiceAccount account);
}
