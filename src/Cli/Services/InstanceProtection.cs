using Octopus.Cli.Instances;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>
/// Keeps what an instance owns to the account of its service: settings, data, and the key of its certificate. Administrators may do
/// everything; no other user of the machine may do anything.
/// </summary>
internal sealed class InstanceProtection(CommandHost host, InstanceRecord record)
{
    private readonly InstanceSettings _settings = ConfigurationFile.Read(record);

    /// <summary>The folder that only the account gets. Of a home that others share it is the one with the key.</summary>
    public string? Folder => _settings.Home is not { } home ? null : IsOwn ? home : Path.Combine(home, "Certificate");

    /// <summary>What is left to a person, as sentences.</summary>
    /// <param name="account">The account of the service.</param>
    public IEnumerable<string> Left(ServiceAccount account)
    {
        if (_settings.Home is { } home && !IsOwn)
            yield return $"The home of instance '{record.Name}', {home}, is not its alone, so the rights to it stay as they are. Its certificate is protected; let {account} write the rest.";
        if (account.Kind != ServiceAccountKind.LocalSystem && !InstanceFiles.IsIn(_settings.Home, record.ConfigurationFilePath))
            yield return $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, is not in its home. Let {account} read it.";
    }

    /// <summary>The accounts that may do what only the account of the service may.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    public IReadOnlyList<string> Trespassers(ServiceAccount account) => Folder is not { } folder ? []
        : account.Kind == ServiceAccountKind.LocalSystem ? Rights.Trespassers(folder, FolderAccess.AdministratorsOnly)
        : Rights.Trespassers(folder, FolderAccess.OwnAccount, account);

    private IFolderProtection Rights => host.Maintenance.Protection.Rights;

    /// <summary>Gives the folder to the account and to nobody else.</summary>
    public void Apply(ServiceAccount account)
    {
        if (Folder is not { } folder)
            return;
        if (account.Kind == ServiceAccountKind.LocalSystem)
            Rights.Protect(folder, FolderAccess.AdministratorsOnly);
        else
            Rights.Protect(folder, FolderAccess.OwnAccount, account);
    }

    private bool IsOwn => new InstanceFiles(host, record, _settings).IsHomeOwn;
}
