using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Rights in memory.</summary>
public sealed class FakeLogonRights : ILogonRights
{
    private readonly HashSet<string> granted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accounts that do not exist.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Has(ServiceAccount account) => granted.Contains(Known(account).Name);

    public void Grant(ServiceAccount account) => granted.Add(Known(account).Name);

    private ServiceAccount Known(ServiceAccount account) => Unknown.Contains(account.Name)
        ? throw new ServiceException("", ServiceError.AccountUnknown, 1332, $"There is no account '{account.Name}' on this machine or in its domain. Check its spelling.")
        : account;
}
