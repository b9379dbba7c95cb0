using System.CommandLine;
using Octopus.Cli.Instances;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli;

/// <summary>The command line that the executables share, and the one place where errors become sentences and exit codes.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="host">The machine and the terminal.</param>
    /// <param name="description">What the executable is, in one sentence.</param>
    /// <param name="more">Commands that only this executable has.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(CommandHost host, string description, IEnumerable<Command> more, string[] args)
    {
        var root = new RootCommand(description)
        {
            CreateInstanceCommand.Build(host),
            DeleteInstanceCommand.Build(host),
            ListInstancesCommand.Build(host),
            ConfigureCommand.Build(host),
            ServiceCommand.Build(host),
            VersionCommand(host),
        };
        foreach (var command in more)
            root.Add(command);

        var configuration = new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false };
        var parse = root.Parse(AsHelpOption(args));
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
                host.Error.WriteLine(error.Message);
            host.Error.WriteLine($"See '{host.Application.Name} help'.");
            return (int)ExitCode.Usage;
        }

        try
        {
            return await parse.InvokeAsync(configuration).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last boundary: whatever is thrown becomes a message and an exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var exitCode = ExitCodeOf(failure);
            host.Error.WriteLine(exitCode == ExitCode.Unexpected ? failure.ToString() : failure.Message);
            return (int)exitCode;
        }
    }

    private static Command VersionCommand(CommandHost host)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => host.Output.WriteLine(host.Version));
        return command;
    }

    // 'help' and 'help COMMAND' are what people type; the parser knows '--help' only.
    private static string[] AsHelpOption(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. var command] => [.. command, "--help"],
        _ => args,
    };

    private static ExitCode ExitCodeOf(Exception failure) => failure switch
    {
        CommandException command => command.ExitCode,
        InstanceException instance => instance.Error switch
        {
            InstanceError.NotFound => ExitCode.InstanceNotFound,
            InstanceError.AlreadyExists => ExitCode.AlreadyExists,
            InstanceError.IllegalName => ExitCode.IllegalName,
            InstanceError.IllegalValue => ExitCode.IllegalValue,
            InstanceError.Conflict => ExitCode.Conflict,
            InstanceError.ConfigurationUnusable => ExitCode.ConfigurationUnusable,
            InstanceError.RecordUnreadable => ExitCode.RecordUnreadable,
            InstanceError.Busy => ExitCode.Busy,
            _ => ExitCode.Unexpected,
        },
        ServiceException { Error: ServiceError.AccessDenied } => ExitCode.NotElevated,
        ServiceException { Error: ServiceError.NotFound } => ExitCode.ServiceNotInstalled,
        ServiceException => ExitCode.ServiceFailed,
        UnauthorizedAccessException or IOException => ExitCode.FileAccess,
        _ => ExitCode.Unexpected,
    };
}
