using System.CommandLine;
using Octopus.Cli.Backups;
using Octopus.Cli.Doctor;
using Octopus.Cli.Completion;
using Octopus.Cli.Certificates;
using Octopus.Cli.Help;
using Octopus.Cli.Instances;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Services;
using Octopus.Cli.Vendor;
using Octopus.Cli.Watchdog;

namespace Octopus.Cli;

/// <summary>The command line that the executables share, and the one place where errors become sentences and exit codes.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="host">The machine and the terminal.</param>
    /// <param name="description">What the executable is, in one sentence.</param>
    /// <param name="more">Commands that only this executable has.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellation">Ends it as Ctrl+C does.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(CommandHost host, string description, IEnumerable<Command> more, string[] args, CancellationToken cancellation = default)
    {
        var root = Build(host, description, more);
        var configuration = new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false };
        var asked = AsHelpOption(args);
        if (Suggestions.AreAsked(asked))
            Suggestions.Simplify(root, asked[^1]);
        var words = Suggestions.AreAsked(asked) ? asked : AsHelpOption(VendorSpelling.Translate(root, WatchdogVerbs.Translate(asked)));
        // An argument that begins with @ is a value like any other and no file with more arguments.
        var parse = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Half a line is what completion asks about; that is no reason to complain.
        var complaints = Suggestions.AreAsked(words) ? [] : Complaints.Of(root, words, parse, host.Application.Name);
        if (complaints.Count > 0)
        {
            foreach (var complaint in complaints)
                host.Error.WriteLine(complaint);
            return (int)ExitCode.Usage;
        }

        try
        {
            return await parse.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last boundary: whatever is thrown becomes a message and an exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            host.Error.WriteLine(Failure.MessageOf(failure));
            return (int)Failure.ExitCodeOf(failure);
        }
    }

    /// <summary>Every command, without running one.</summary>
    public static RootCommand Build(CommandHost host, string description, IEnumerable<Command> more)
    {
        var root = new RootCommand(description)
        {
            CreateInstanceCommand.Build(host),
            RenameInstanceCommand.Build(host),
            CloneInstanceCommand.Build(host),
            DeleteInstanceCommand.Build(host),
            ListInstancesCommand.Build(host),
            ShowConfigurationCommand.Build(host),
            ConfigureCommand.Build(host),
            NewCertificateCommand.Build(host),
            ImportCertificateCommand.Build(host),
            ShowThumbprintCommand.Build(host),
            BackupCommand.Build(host),
            RestoreCommand.Build(host),
            VerifyBackupCommand.Build(host),
            ServiceCommand.Build(host),
            DoctorCommand.Build(host),
            MaintenanceCommand.Build(host),
            WatchdogCommand.Build(host),
            CheckServicesCommand.Build(host),
            CompletionCommand.Build(host),
            VersionCommand.Build(host),
        };
        foreach (var command in more)
            root.Add(command);
        root.Add(SchemaCommand.Build(host, root));
        root.Add(HelpCommand.Build(host, root));
        HelpWithExamples.AddTo(root, host.Application.Name);
        return root;
    }

    // 'help' and 'help COMMAND' are what people type and '--help' is what the parser knows; as an answer for programs it is a command.
    private static string[] AsHelpOption(string[] args) => args switch
    {
        [] => ["--help"],
        [var help, ..] when !help.Equals(HelpCommand.Name, StringComparison.OrdinalIgnoreCase) || args.Any(word => word.StartsWith('-')) => args,
        [_] => ["--help"],
        [_, .. var command] => [.. command, "--help"],
    };
}
