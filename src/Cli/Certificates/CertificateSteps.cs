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
        var file = InstanceCertificate.ToReplace(host, record).File;
        string[] changes = file.Exists ? [what, $"Keep the certificate before as {file.PreviousPath}"] : [what];
        return new([.. changes.Select(change => new PlannedChange(record.Name, change))], (report, _) =>
        {
            var next = certificate();
            var before = ThumbprintOf(file, report);
            if (before == next.Thumbprint)
            {
                report.Done(record.Name, $"Instance '{record.Name}' has the certificate {before} already.");
                return Task.CompletedTask;
            }

            var replaces = file.Exists;
            file.Save(next);
            foreach (var warning in next.Warnings(host.Maintenance.Time))
                report.Warn(warning);
            report.Done(record.Name, $"Instance '{record.Name}' has the certificate {next.Thumbprint}. It uses it when it starts: {host.Told(new CommandText("service").Flag("--restart").Option("--instance", record.Name))}.");
            if (replaces)
                report.Done(record.Name, Replaced(record, file, before));
            return Task.CompletedTask;
        });
    }

    private static string Replaced(InstanceRecord record, CertificateFile file, string? before)
    {
        var kept = $"The one before, {before ?? "which could not be read"}, is kept as {file.PreviousPath}.";
        return ConfigurationFile.Read(record).TrustedServers?.Thumbprints is { Count: > 0 } servers
            ? $"{kept} Tell the new thumbprint to the servers that this instance trusts: {string.Join(", ", servers)}."
            : $"{kept} Tell the new thumbprint to every server that knows this instance.";
    }

    // A damaged file is a reason to replace it.
    private static string? ThumbprintOf(CertificateFile file, ChangeReport report)
    {
        try
        {
            return file.Exists ? file.Load().Thumbprint : null;
        }
        catch (CertificateException damaged)
        {
            report.Warn(damaged.Message);
            return null;
        }
    }
}
