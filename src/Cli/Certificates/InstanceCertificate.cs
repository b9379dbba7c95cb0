using Octopus.Certificates;
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

    /// <summary>The one of the instance as it is configured.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>: it has no home.</exception>
    public static InstanceCertificate Of(CommandHost host, InstanceRecord record) =>
        new(host, record, ConfigurationFile.Read(record).Home
            ?? throw new InstanceException(
                InstanceError.ConfigurationUnusable,
                $"Instance '{record.Name}' has no home. Set it with: configure --home FOLDER --instance \"{record.Name}\"."));
}
