using System.CommandLine;
using Octopus.Certificates;
using Octopus.Cli.Instances;
using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Certificates;

/// <summary><c>show-thumbprint</c>: what servers know an instance by.</summary>
internal static class ShowThumbprintCommand
{
    public static Command Build(CommandHost host)
    {
        var names = InstanceSelection.Option(host);
        var file = new Option<string?>("--export-file", "-e") { HelpName = "FILE", Description = "Write the thumbprint into this file too, which must not exist." };
        return QueryCommand.Build(
            host,
            "show-thumbprint",
            "Show the thumbprint of an instance's certificate, which is what servers know it by.",
            [
                new("Of one instance, alone on its line", "show-thumbprint --instance \"Prod A\""),
                new("Of every instance, with all that is known of the certificate", "show-thumbprint --instance * --format json"),
            ],
            [names, file],
            ThumbprintJson.Default.IReadOnlyListThumbprintRow,
            (parse, _) => Task.FromResult(Show(host, parse.GetValue(names), Options.PathOf(parse, file))));
    }

    private static QueryAnswer<IReadOnlyList<ThumbprintRow>> Show(CommandHost host, string[]? names, string? file)
    {
        var records = InstanceSelection.Find(host, names);
        if (records is [var one])
        {
            var row = ThumbprintRow.From(one.Name, Load(host, one));
            Export(file, writer => writer.WriteLine(row.Thumbprint));
            return new([row], output => output.WriteLine(row.Thumbprint));
        }

        var rows = records.Select(record => RowOf(host, record)).ToList();
        void Write(TextWriter writer) => TextTable.Write(writer, ["INSTANCE", "THUMBPRINT"], [.. rows.Select(row => row.Row.Cells())], _ => Colour.None);
        Export(file, Write);
        foreach (var (row, _) in rows.Where(row => row.Row.Problem is not null))
            host.Error.WriteLine(row.Problem);
        var codes = rows.Select(row => row.ExitCode).Distinct().ToList();
        return new([.. rows.Select(row => row.Row)], Write, codes is [var all] ? all : ExitCode.PartialFailure);
    }

    private static (ThumbprintRow Row, ExitCode ExitCode) RowOf(CommandHost host, InstanceRecord record)
    {
        try
        {
            return (ThumbprintRow.From(record.Name, Load(host, record)), ExitCode.Success);
        }
        catch (Exception unusable) when (Failure.IsKnown(unusable))
        {
            return (new(record.Name, Problem: Failure.MessageOf(unusable)), Failure.ExitCodeOf(unusable));
        }
    }

    private static AgentCertificate Load(CommandHost host, InstanceRecord record)
    {
        var own = InstanceCertificate.Of(host, record);
        var file = own.File;
        try
        {
            return file.Load();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            // It becomes that one when it starts.
            return own.Vendors?.Open() ?? throw new CommandException(
                ExitCode.ConfigurationUnusable, $"Instance '{record.Name}' has no certificate yet. Make one with: {host.Told(new CommandText("new-certificate").Option("--instance", record.Name))}.", missing);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new CommandException(
                ExitCode.NotElevated,
                $"The certificate of instance '{record.Name}', {file.Path}, lies beside its private key, and your account may not read it. Open the terminal with 'Run as administrator' and try again.",
                refused);
        }
    }

    private static void Export(string? file, Action<TextWriter> write)
    {
        if (file is null)
            return;
        if (Path.Exists(file))
            throw new InstanceException(InstanceError.AlreadyExists, $"{file} exists already. Choose another file, or move it away.");
        using var writer = new StreamWriter(new FileStream(file, FileMode.CreateNew));
        write(writer);
    }
}
