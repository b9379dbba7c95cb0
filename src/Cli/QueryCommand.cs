using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Octopus.Cli.Help;

namespace Octopus.Cli;

/// <summary>A command that looks and changes nothing. Standard output has its answer and nothing else.</summary>
public static class QueryCommand
{
    /// <summary>Builds it, with <c>--format</c>.</summary>
    /// <param name="host">The machine and the terminal.</param>
    /// <param name="name">How it is called.</param>
    /// <param name="description">What it tells, in one sentence.</param>
    /// <param name="examples">What people most often want of it.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="json">How the answer is written for programs.</param>
    /// <param name="ask">Finds the answer.</param>
    /// <param name="fallback">How it answers when nothing is said about it.</param>
    public static Command Build<T>(
        CommandHost host,
        string name,
        string description,
        IReadOnlyList<Example> examples,
        IEnumerable<Option> options,
        JsonTypeInfo<T> json,
        Func<ParseResult, CancellationToken, Task<QueryAnswer<T>>> ask,
        OutputFormat fallback = OutputFormat.Text)
    {
        var format = Options.Format(fallback);
        var command = new DocumentedCommand(name, description, examples) { Answer = json };
        foreach (var option in options.Append(format))
            command.Add(option);
        command.SetAction(async (parse, cancellation) =>
        {
            var answer = await ask(parse, cancellation).ConfigureAwait(false);
            if ((parse.GetResult(format) is null ? fallback : parse.GetValue(format)) == OutputFormat.Json)
                JsonAnswer.Write(host.Output, answer.Value, json);
            else
                answer.WriteText(host.Output);
            return (int)answer.ExitCode;
        });
        return command;
    }
}

/// <summary>What a query answers.</summary>
/// <param name="Value">The answer for programs.</param>
/// <param name="WriteText">Writes the same for people.</param>
/// <param name="ExitCode">What the command returns. Default: success.</param>
public sealed record QueryAnswer<T>(T Value, Action<TextWriter> WriteText, ExitCode ExitCode = ExitCode.Success);
