using System.CommandLine;
using Octopus.Certificates;
using Octopus.Cli.Instances;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Certificates;

/// <summary><c>import-certificate</c>: gives an instance a certificate that is there.</summary>
internal static class ImportCertificateCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var file = new Option<string?>("--from-file", "-f") { HelpName = "FILE", Description = "A PFX or PEM file with the certificate and its private key." };
        var base64 = new Option<string?>("--from-base64", "-b") { HelpName = "TEXT", Description = "The base64 text of such a file. Other programs can see it; prefer a file." };
        var password = PfxPassword.Input(host);
        return ChangeCommand.Build(
            host,
            "import-certificate",
            "Give an instance another certificate. Servers know it by its certificate, and have to be told the new thumbprint.",
            [
                new("Import a PFX file; its password is asked for", "import-certificate --instance \"Prod A\" --from-file \"D:\\Keys\\prod-a.pfx\""),
                new("In a script", "import-certificate --instance \"Prod A\" --from-file prod-a.pfx --pfx-password-file password.txt"),
            ],
            [name, file, base64, .. password.Options],
            (parse, _) =>
            {
                var path = Options.PathOf(parse, file);
                var text = parse.GetValue(base64);
                if ((path is null) == (text is null))
                    throw new CommandException(ExitCode.Usage, "Name the certificate once: with --from-file or with --from-base64.");
                var record = new InstanceCatalog(host).Find(parse.GetValue(name));
                var given = password.Find(parse);
                var certificate = Read(host, path, text, given, () => password.Require(parse));
                var script = new CommandText("import-certificate").Option("--instance", record.Name).Option("--from-file", path)
                    .Secret("--from-base64", text is not null).Secret(PfxPassword.Option, given is not null);
                return Task.FromResult(new Plan(
                    [CertificateSteps.Replace(host, record, $"Import the certificate {certificate.Thumbprint}, {certificate.Subject}, valid until {certificate.NotAfter:yyyy-MM-dd}", () => certificate)],
                    [script]));
            },
            locks: true);
    }

    private static AgentCertificate Read(CommandHost host, string? path, string? text, string? given, Func<string> ask)
    {
        var source = path ?? "The base64 text";
        AgentCertificate Open(string? password) =>
            path is not null ? CertificateReader.ReadFile(path, password) : CertificateReader.ReadBase64(text!, password);
        try
        {
            try
            {
                return Open(given);
            }
            catch (CertificateException locked) when (locked.Error == CertificateError.WrongPassword && given is null && host.Terminal.CanAsk)
            {
                given = ask();
                return Open(given);
            }
        }
        catch (CertificateException locked) when (locked.Error == CertificateError.WrongPassword)
        {
            throw PfxPassword.Wrong(source, given is not null, locked);
        }
    }
}
