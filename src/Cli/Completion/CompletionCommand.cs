using System.CommandLine;
using System.Text.Json.Serialization;

namespace Octopus.Cli.Completion;

/// <summary><c>completion</c>: prints what a shell needs to complete commands, options and names of instances.</summary>
internal static class CompletionCommand
{
    public static Command Build(CommandHost host) => new("completion", "Print a script that has a shell complete commands, options and names with the Tab key.")
    {
        Script(host, "bash", "For bash, on Windows that of Git. Add it to ~/.bashrc to have it in every terminal.", BashScript.Text),
        Script(host, "powershell", "For PowerShell, Windows' own and the newer one. Add it to the file $PROFILE to have it in every window.", PowerShellScript.Text),
    };

    private static Command Script(CommandHost host, string shell, string description, string text) => QueryCommand.Build(
        host,
        shell,
        description,
        [new("Print it", $"completion {shell}")],
        [],
        CompletionJson.Default.CompletionAnswer,
        (_, _) =>
        {
            var script = text.Replace("{name}", host.Application.Name, StringComparison.Ordinal);
            return Task.FromResult(new QueryAnswer<CompletionAnswer>(new(shell, script), output => output.WriteLine(script)));
        });
}

/// <summary>What <c>completion</c> answers to a program.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="Script">The script.</param>
public sealed record CompletionAnswer(string Shell, string Script);

/// <summary>How it is written and read.</summary>
[JsonSerializable(typeof(CompletionAnswer))]
public sealed partial class CompletionJson : JsonSerializerContext;
