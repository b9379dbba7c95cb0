using Octopus.Certificates;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Certificates;

/// <summary>The step of a plan that gives an instance another certificate.</summary>
internal static class CertificateSteps
{
    /// <summary>Puts a certificate in place. The one before is kept, and whoever trusts it is named.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="record">The instance.</param>
    /// <param name="what">What is done, as an imperative.</param>
    /// <param name="certificate">Finds the certificate, when everything else is ready.</param>
    public static PlannedStep Replace(CommandHost host, InstanceRecord record, string what, Func<AgentCertificate> certificate)
    {
        var own = InstanceCertificate.ToReplace(host, record);
        var file = own.File;
        string[] changes =
        [
            what,
            .. file.Exists ? [$"Keep the certificate before as {file.PreviousPath}"] : Array.Empty<string>(),
            $"Write its thumbprint into {record.ConfigurationFilePath}",
        ];
        return new([.. changes.Select(change => new PlannedChange(record.Name, change))], (report, _) =>
        {
            var next = certificate();
            var before = Before(own, report);
            if (file.Exists && before?.Thumbprint == next.Thumbprint)
            {
                own.Name(next.Thumbprint);
                report.Done(record.Name, $"Instance '{record.Name}' has the certificate {next.Thumbprint} already.");
                return Task.CompletedTask;
            }

            var named = own.Vendors?.Thumbprint;
            // The vendor's is kept like one of ours.
            if (!file.Exists && before is not null && before.Thumbprint != next.Thumbprint)
                file.Save(before);
            var replaces = file.Exists;
            own.Save(next);
            foreach (var warning in next.Warnings(host.Maintenance.Time))
                report.Warn(warning);
            report.Done(record.Name, $"Instance '{record.Name}' has the certificate {next.Thumbprint}. It uses it when it starts: {host.Told(new CommandText("service").Flag("--restart").Option("--instance", record.Name))}.");
            if (replaces)
                report.Done(record.Name, $"The one before, {before?.Thumbprint ?? "which could not be read"}, is kept as {file.PreviousPath}. {Tell(record)}");
            else if (named is not null && named != next.Thumbprint)
                report.Done(record.Name, $"The one before, {named}, is not this instance's any more; what the configuration said of it is kept as {record.ConfigurationFilePath}{AtomicFile.PreviousEnding}. {Tell(record)}");
            return Task.CompletedTask;
        });
    }

    private static string Tell(InstanceRecord record) =>
        ConfigurationFile.Read(record).TrustedServers?.Thumbprints is { Count: > 0 } servers
            ? $"Tell the new thumbprint to the servers that this instance trusts: {string.Join(", ", servers)}."
            : "Tell the new thumbprint to every server that knows this instance.";

    // A damaged file is a reason to replace it, and so is a certificate of the vendor's that cannot be opened.
    private static AgentCertificate? Before(InstanceCertificate own, ChangeReport report)
    {
        try
        {
            return own.File.Exists ? own.File.Load() : own.Vendors?.Open();
        }
        catch (CertificateException unusable)
        {
            report.Warn(unusable.Message);
            return null;
        }
    }
}
