using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>The account that an instance's service runs as.</summary>
public static class InstanceAccount
{
    /// <summary>The account, or <see langword="null"/> when the instance has no service, or one that this account may not look at.</summary>
    public static ServiceAccount? Of(CommandHost host, string instance) =>
        new InstanceServices(host).Of(instance) is { } service && host.Services.Find(service.Service) is { Account.Length: > 0 } described
            ? ServiceAccount.Parse(described.Account)
            : null;
}
