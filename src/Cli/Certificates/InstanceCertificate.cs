using Octopus.Certificates;
using Octopus.Cli.Instances;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Certificates;

/// <summary>The certificate of an instance, for commands that an administrator gives.</summary>
/// <param name="host">The machine.</param>
/// <param name="record">The instance.</param>
/// <param name="home">Its home.</param>
internal sealed class InstanceCertificate(CommandHost host, InstanceRecord record, string home)
{
    /// <summary>Where it is.</summary>
    public CertificateFile File { get; } = new(home, host.Maintenance.Protection.Rights, InstanceAccount.Of(host, record.Name) ?? ServiceAccount.LocalSystem);

    /// <summary>The one of the instance, to be read.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>: it has no home.</exception>
    public static InstanceCertificate Of(CommandHost host, InstanceRecord record) =>
        new(host, record, new InstanceHome(host, record, ConfigurationFile.Read(record)).Folder
            ?? throw new InstanceException(
                InstanceError.ConfigurationUnusable,
                $"Instance '{record.Name}' has no home. Set it with: {host.Told(new CommandText("configure").Blank("--home", "FOLDER").Option("--instance", record.Name))}."));

    /// <summary>The one of the instance, to be replaced: the folder of the key gets its rights then.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>: its home is not ours.</exception>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static InstanceCertificate ToReplace(CommandHost host, InstanceRecord record)
    {
        var certificate = Of(host, record);
        var home = new InstanceHome(host, record, ConfigurationFile.Read(record));
        var catalog = new InstanceCatalog(host);
        catalog.RequireOwnConfiguration(record);
        catalog.RequireOwnHome(home.Folder!, record);
        home.RequireOurs();
        return certificate;
    }
}
