using Octopus.Certificates;
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

    /// <summary>What only the account gets, for people.</summary>
    public IReadOnlyList<string> Kept => [.. new[] { Folder }.OfType<string>(), .. IsConfigurationApart ? [record.ConfigurationFilePath] : Array.Empty<string>()];

    // Of a home that others share it is the one with the key.
    private string? Folder => _settings.Home is not { } home ? null : IsOwn ? home : Certificate;

    /// <summary>What is left to a person, as sentences.</summary>
    /// <param name="account">The account of the service.</param>
    public IEnumerable<string> Left(ServiceAccount account)
    {
        if (_settings.Home is { } home && !IsOwn)
            yield return $"The home of instance '{record.Name}', {home}, is not its alone, so the rights to it stay as they are. Its certificate and configuration are protected; let {account} write the rest.";
    }

    /// <summary>The accounts that may do what only the account of the service may.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    public IReadOnlyList<string> Trespassers(ServiceAccount account) =>
        [.. Folders.SelectMany(folder => Rights.Trespassers(folder, AccessOf(account), Named(account)))
            .Concat(Files.SelectMany(file => Rights.FileTrespassers(file, AccessOf(account), Named(account))))
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Gives it all to the account and to nobody else.</summary>
    public void Apply(ServiceAccount account)
    {
        foreach (var folder in Folders)
            Rights.Protect(folder, AccessOf(account), Named(account));
        ApplyToConfiguration(account);
    }

    /// <summary>Gives a configuration that is not in the home to the account, and to nobody else; it may have been written anew.</summary>
    public void ApplyToConfiguration(ServiceAccount account)
    {
        foreach (var file in Files)
            Rights.ProtectFile(file, AccessOf(account), Named(account));
    }

    // The one with the key has rights of its own as soon as there is a key, and what is done to the home does not reach it.
    private IEnumerable<string> Folders => Folder is not { } folder ? []
        : Certificate is { } certificate && certificate != folder && Directory.Exists(certificate) ? [folder, certificate]
        : [folder];

    // What it said before has the same secrets.
    private IEnumerable<string> Files => !IsConfigurationApart ? []
        : new[] { record.ConfigurationFilePath, record.ConfigurationFilePath + AtomicFile.PreviousEnding }.Where(File.Exists);

    private bool IsConfigurationApart => !InstanceFiles.IsIn(Folder, record.ConfigurationFilePath);

    private IFolderProtection Rights => host.Maintenance.Protection.Rights;

    private string? Certificate => _settings.Home is { } home ? new CertificateFile(home, Rights, null).Folder : null;

    private static FolderAccess AccessOf(ServiceAccount account) =>
        account.Kind == ServiceAccountKind.LocalSystem ? FolderAccess.AdministratorsOnly : FolderAccess.OwnAccount;

    private static ServiceAccount? Named(ServiceAccount account) => account.Kind == ServiceAccountKind.LocalSystem ? null : account;

    private bool IsOwn => new InstanceFiles(host, record, _settings).IsHomeOwn;
}
