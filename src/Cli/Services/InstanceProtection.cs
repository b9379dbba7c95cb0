using Octopus.Cli.Instances;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>
/// Keeps what an instance owns to the account of its service: settings, data, and the key of its certificate. Administrators may do
/// everything; no other user of the machine may do anything. Of a home that holds something of others too, deployed applications for
/// instance, only what an agent makes is kept; in one that is not ours nothing is touched.
/// </summary>
internal sealed class InstanceProtection
{
    private readonly CommandHost _host;
    private readonly InstanceRecord _record;
    private readonly InstanceHome _home;

    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>.</exception>
    public InstanceProtection(CommandHost host, InstanceRecord record)
    {
        (_host, _record) = (host, record);
        _home = new(host, record, ConfigurationFile.Read(record));
    }

    /// <summary>What only the account gets, for people.</summary>
    public IReadOnlyList<string> Kept => [.. IsWhole ? [_home.Folder!] : Folders, .. IsConfigurationApart ? [_record.ConfigurationFilePath] : Array.Empty<string>()];

    /// <summary>What is left to a person, as sentences.</summary>
    /// <param name="account">The account of the service.</param>
    public IEnumerable<string> Left(ServiceAccount account)
    {
        if (_home.Folder is not { } home || IsWhole)
            yield break;
        yield return _home.WhyNotOurs() is { } why
            ? $"The home of instance '{_record.Name}', {home}, {why}, so the rights to everything in it stay as they are. {_home.NextStep}"
            : $"The home of instance '{_record.Name}', {home}, is not its alone, so the rights to it stay as they are. Its certificate, logs and configuration are protected; let {account} write the rest.";
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

    private bool IsOurs => _home.Folder is not null && _home.WhyNotOurs() is null;

    private bool IsWhole => IsOurs && !_home.HoldsOthers;

    // The one with the key has rights of its own as soon as there is a key, and what is done to the home does not reach it.
    private string[] Folders => !IsOurs ? []
        : IsWhole ? [_home.Folder!, .. new[] { In(HomeContents.Certificate) }.Where(Directory.Exists)]
        : [.. HomeContents.Folders.Select(In).Where(IsKeptApart)];

    // An agent makes its key and its logs as soon as it runs; the rest may be there or not. Applications are no agent's.
    private bool IsKeptApart(string folder) =>
        (folder == In(HomeContents.Certificate) || folder == In(HomeContents.Logs) || Directory.Exists(folder))
        && !(_home.Applications is { } applications && (FolderPath.IsOrIsIn(folder, applications) || FolderPath.IsIn(applications, folder)));

    // What it said before has the same secrets.
    private IEnumerable<string> Files => new[] { _record.ConfigurationFilePath, _record.ConfigurationFilePath + AtomicFile.PreviousEnding }
        .Concat(IsOurs && !IsWhole ? HomeContents.Files.Where(name => name != HomeMark.FileName).Select(In) : [])
        .Where(file => IsConfigurationApart && File.Exists(file));

    private bool IsConfigurationApart => !IsWhole || !FolderPath.IsIn(_home.Folder, _record.ConfigurationFilePath);

    private string In(string name) => Path.Combine(_home.Folder!, name);

    private IFolderProtection Rights => _host.Maintenance.Protection.Rights;

    private static FolderAccess AccessOf(ServiceAccount account) =>
        account.Kind == ServiceAccountKind.LocalSystem ? FolderAccess.AdministratorsOnly : FolderAccess.OwnAccount;

    private static ServiceAccount? Named(ServiceAccount account) => account.Kind == ServiceAccountKind.LocalSystem ? null : account;
}
