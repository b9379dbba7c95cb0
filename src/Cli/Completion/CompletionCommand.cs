using System.CommandLine;
using Octopus.Cli.Help;

namespace Octopus.Cli.Completion;

/// <summary><c>completion</c>: prints what a shell needs to complete commands, options and names of instances.</summary>
internal static class CompletionCommand
{
    public static Command Build(CommandHost host) => new("completion", "Print a script that has a shell complete commands, options and names with the Tab key.")
    {
        Script(host, "bash", "For bash, on Windows that of Git. Add it to ~/.bashrc to have it in every terminal.", BashScript.Text),
        Script(host, "powershell", "For PowerShell, Windows' own and the newer one. Add it to the file $PROFILE to have it in every window.", PowerShellScript.Text),
    };

    private static DocumentedCommand Script(CommandHost host, string shell, string description, string text)
    {
        var command = new DocumentedCommand(shell, description, [new("Print it", $"completion {shell}")]);
        command.SetAction(_ => host.Output.WriteLine(text.Replace("{name}", host.Application.Name, StringComparison.Ordinal)));
        return command;
    }
}
