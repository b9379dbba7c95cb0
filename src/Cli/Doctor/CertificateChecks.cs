using Octopus.Certificates;
using Octopus.Cli.Certificates;
using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Doctor;

/// <summary>Who an instance is: its certificate, and the one that its configuration names.</summary>
internal static class CertificateChecks
{
    // One without settings or home has that finding.
    public static IEnumerable<Finding> Run(CommandHost host, InstanceInventory inventory) =>
        from view in inventory.Instances
        where view is { Settings: not null, Home: not null }
        let finding = Of(host, new(host, view.Record!, view.Home!), view)
        where finding is not null
        select finding;

    private static Finding? Of(CommandHost host, InstanceCertificate own, InstanceView view)
    {
        try
        {
            return own.File.Exists ? Own(own, view, own.File.Load()) : own.Vendors is { } vendors ? Vendors(host, own, view, vendors.Open()) : null;
        }
        catch (Exception unusable) when (Failure.IsKnown(unusable))
        {
            var isNotTakenOver = unusable is CertificateException { Error: CertificateError.NotTakenOver };
            return new(view.Name, isNotTakenOver ? FindingKind.CertificateNotTakenOver : FindingKind.CertificateUnusable, unusable.Message, Import(view.Name));
        }
    }

    private static Finding? Own(InstanceCertificate own, InstanceView view, AgentCertificate certificate)
    {
        if (!certificate.MaySign)
            return new(view.Name, FindingKind.CertificateUnusable, $"The certificate of instance '{view.Name}', {own.File.Path}, may not sign, says its key usage, so nobody can connect to the instance.", Import(view.Name));
        if (view.Settings!.CertificateThumbprint is not { } named || named == certificate.Thumbprint)
            return null;
        return new(
            view.Name, FindingKind.CertificateMismatch,
            $"The configuration of instance '{view.Name}', {view.Record!.ConfigurationFilePath}, names the certificate {named}, and the instance has {certificate.Thumbprint}, which counts.",
            new CommandText("doctor").Flag("--fix"), safe: true)
        {
            Fix = () => own.Name(certificate.Thumbprint),
        };
    }

    private static Finding Vendors(CommandHost host, InstanceCertificate own, InstanceView view, AgentCertificate certificate)
    {
        // In a home that is not ours nobody but the agent writes.
        var isOurs = new InstanceHome(host, view.Record!, view.Settings).WhyNotOurs() is null;
        return new(
            view.Name, FindingKind.CertificateNotTakenOver,
            $"Instance '{view.Name}' has not taken over the certificate {certificate.Thumbprint}, which its configuration names. It does when it next starts.",
            new CommandText("new-certificate").Flag("--if-blank").Option("--instance", view.Name), safe: isOurs)
        {
            Fix = isOurs ? () => own.Save(certificate) : null,
        };
    }

    private static CommandText Import(string instance) =>
        new CommandText("import-certificate").Blank("--from-file", "FILE").Option("--instance", instance);
}
