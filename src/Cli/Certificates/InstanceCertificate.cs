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

    /// <summary>The one that the configuration names, which counts while there is no other; <see langword="null"/> when it names none.</summary>
    public VendorCertificate? Vendors => VendorCertificate.In(record, ConfigurationFile.Read(record), host.MachineSecrets);

    /// <summary>The one of the instance, to be read.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>: it has no home.</exception>
    public static InstanceCertificate Of(CommandHost host, InstanceRecord record) =>
        new(host, record, new InstanceHome(host, record, ConfigurationFile.Read(record)).Folder
            ?? throw new InstanceException(
                InstanceError.ConfigurationUnusable,
                $"Instance '{record.Name}' has no home. Set it with: {host.Told(new CommandText("configure").Blank("--home", "FOLDER").Option("--instance", record.Name))}."));

    /// <summary>The one of the instance, to be replaced: the folder of the key gets its rights then.</summary>
    /// <exception cref="CommandException">
    /// <see cref="ExitCode.Conflict"/>: its home is not ours, or its configuration lies behind a link that is not the administrator's.
    /// </exception>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static InstanceCertificate ToReplace(CommandHost host, InstanceRecord record)
    {
        var certificate = Of(host, record);
        var home = new InstanceHome(host, record, ConfigurationFile.Read(record));
        var catalog = new InstanceCatalog(host);
        catalog.RequireOwnConfiguration(record);
        catalog.RequireOwnHome(home.Folder!, record);
        home.RequireOurs();
        ConfigurationPlace.Require(host, record);
        return certificate;
    }

    /// <summary>Puts a certificate in its place, and its thumbprint into the configuration, or neither.</summary>
    public void Save(AgentCertificate next) => Name(next.Thumbprint, () => File.Save(next));

    /// <summary>Writes the thumbprint of the certificate that it has into the configuration: whoever looks there finds this one.</summary>
    public void Name(string thumbprint) => Name(thumbprint, () => { });

    private void Name(string thumbprint, Action save)
    {
        var settings = ConfigurationFile.Read(record);
        if (settings.CertificateThumbprint == thumbprint)
        {
            save();
            return;
        }

        // With another one the vendor's value would be an old identity that goes on lying about.
        settings.CertificateThumbprint = thumbprint;
        settings.VendorCertificate = null;
        var before = ConfigurationFile.Read(record);
        Write(settings);
        var isSaved = false;
        try
        {
            save();
            isSaved = true;
        }
        finally
        {
            if (!isSaved)
                Write(before);
        }
    }

    private void Write(InstanceSettings settings)
    {
        ConfigurationPlace.Require(host, record);
        ConfigurationFile.Write(record, settings);
        // A file that was just written has the rights of its folder.
        if (InstanceAccount.Of(host, record.Name) is { } account)
            new InstanceProtection(host, record).ApplyToConfiguration(account);
    }
}
