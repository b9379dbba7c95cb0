using System.CommandLine;
using Octopus.Certificates;
using Octopus.Cli.Instances;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Secrets;
using Octopus.Instances;

namespace Octopus.Cli.Certificates;

/// <summary><c>new-certificate</c>: makes a certificate, for an instance or into a file.</summary>
internal static class NewCertificateCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var ifBlank = new Option<bool>("--if-blank", "-b") { Description = "Change nothing when the instance has a certificate. One that the vendor's agent has left in the configuration is taken over." };
        var export = new Option<string?>("--export-pfx") { HelpName = "FILE", Description = "Write it into this PFX file, which must not exist, and leave the instance as it is." };
        var password = PfxPassword.Input(host);
        return ChangeCommand.Build(
            host,
            "new-certificate",
            "Make a new certificate. Servers know an instance by its certificate, and have to be told the new thumbprint.",
            [
                new("See that an instance has one", "new-certificate --instance \"Prod A\" --if-blank"),
                new("Replace it; the one before is kept", "new-certificate --instance \"Prod A\""),
                new("Make one for later", "new-certificate --export-pfx \"D:\\Keys\\prod-a.pfx\" --pfx-password-file \"D:\\Keys\\password.txt\""),
            ],
            [name, ifBlank, export, .. password.Options],
            (parse, _) =>
            {
                var record = new InstanceCatalog(host).Find(parse.GetValue(name));
                return Task.FromResult(Options.PathOf(parse, export) is { } file
                    ? Export(host, record, file, password, parse, parse.GetValue(ifBlank))
                    : Replace(host, record, password, parse, parse.GetValue(ifBlank)));
            },
            locks: true);
    }

    private static Plan Replace(CommandHost host, InstanceRecord record, SecretInput password, ParseResult parse, bool ifBlank)
    {
        if (password.IsGiven(parse))
            throw new CommandException(ExitCode.Usage, "A password is for a PFX file. Name one with --export-pfx, or leave the password out.");
        var script = new CommandText("new-certificate").Option("--instance", record.Name).Flag("--if-blank", ifBlank);
        var own = InstanceCertificate.Of(host, record);
        return new([!ifBlank ? Make(host, record) : own.File.Exists ? Keep(record) : own.Vendors is { } vendors ? TakeOver(host, record, vendors.Open()) : Make(host, record)], [script]);
    }

    private static PlannedStep TakeOver(CommandHost host, InstanceRecord record, AgentCertificate vendors) => CertificateSteps.Replace(
        host, record, $"Take over the certificate {vendors.Thumbprint}, which its configuration names", () => vendors);

    private static PlannedStep Make(CommandHost host, InstanceRecord record) => CertificateSteps.Replace(
        host, record, "Make a new certificate", () => AgentCertificate.Create(record.Name, host.Maintenance.Time));

    private static PlannedStep Keep(InstanceRecord record) => PlannedStep.Of(
        record.Name, "Leave it as it is: it has a certificate", () => $"Instance '{record.Name}' has a certificate already.");

    private static Plan Export(CommandHost host, InstanceRecord record, string file, SecretInput password, ParseResult parse, bool ifBlank)
    {
        if (ifBlank)
            throw new CommandException(ExitCode.Usage, "--if-blank is about the certificate of the instance, and --export-pfx leaves that alone. Leave one of them out.");
        if (Path.Exists(file))
            throw new InstanceException(InstanceError.AlreadyExists, $"{file} exists already. Choose another file, or move it away.");
        var chosen = ChangeCommand.IsWhatIf(parse) ? password.Find(parse) ?? "" : password.Require(parse, twice: true);
        var script = new CommandText("new-certificate").Option("--instance", record.Name).Option("--export-pfx", file).Secret(PfxPassword.Option);
        return new([PlannedStep.Of(record.Name, $"Make a new certificate for it in {file}, and leave its own as it is", () =>
        {
            var certificate = AgentCertificate.Create(record.Name, host.Maintenance.Time);
            using (var stream = new FileStream(file, FileMode.CreateNew))
                stream.Write(certificate.ToPfx(chosen));
            return $"{file} holds a new certificate for instance '{record.Name}', {certificate.Thumbprint}. The instance keeps its own until: {host.Told(new CommandText("import-certificate").Option("--from-file", file).Option("--instance", record.Name))}.";
        })], [script]);
    }
}
