using System.CommandLine;
using System.CommandLine.Parsing;
using Octopus.Cli.Help;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Plans;

/// <summary>
/// A command that changes something. It makes a plan first and carries it out then, so that <c>--what-if</c> shows exactly what
/// would happen, and the same checks refuse both.
/// </summary>
public static class ChangeCommand
{
    private const string WhatIf = "--what-if";

    /// <summary>Whether nothing is to be changed, so that nobody need be asked for what only the change needs.</summary>
    public static bool IsWhatIf(ParseResult parse) => parse.GetValue<bool>(WhatIf);

    /// <summary>Builds it, with <c>--what-if</c>, <c>--shell</c> and <c>--format</c>.</summary>
    /// <param name="host">The machine and the terminal.</param>
    /// <param name="name">How it is called.</param>
    /// <param name="description">What it does, in one sentence.</param>
    /// <param name="examples">What people most often want of it.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="plan">Checks everything, changes nothing, and says what is to be done.</param>
    /// <param name="asks">Whether its plans have a <see cref="Plan.Question"/>; it has <c>--yes</c> then. Default: no.</param>
    /// <param name="locks">
    /// Whether it keeps every other program from changing instances from its checks to its end: for what takes moments. Default: no.
    /// </param>
    public static Command Build(
        CommandHost host,
        string name,
        string description,
        IReadOnlyList<Example> examples,
        IEnumerable<Option> options,
        Func<ParseResult, CancellationToken, Task<Plan>> plan,
        bool asks = false,
        bool locks = false)
    {
        var whatIf = new Option<bool>(WhatIf) { Description = "Change nothing; print the plan as a script." };
        var shell = Options.OneOf<Shell>("--shell", "The shell that the script of --what-if is for");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var format = Options.Format();
        var command = new DocumentedCommand(name, description, examples) { Answer = ChangeAnswerJson.Default.ChangeAnswer };
        foreach (var option in options.Concat(asks ? [yes] : []).Concat([whatIf, shell, format]))
            command.Add(option);
        command.SetAction(async (parse, cancellation) =>
        {
            var invocation = new ChangeInvocation(host, NameOf(parse), WordsOf(parse), parse.GetValue(shell), parse.GetValue(format) == OutputFormat.Json);
            Task<Plan> MakePlan() => plan(parse, cancellation);
            return (int)await (parse.GetValue(whatIf)
                ? invocation.Show(MakePlan)
                : invocation.CarryOut(MakePlan, asks && !parse.GetValue(yes), locks, cancellation)).ConfigureAwait(false);
        });
        return command;
    }

    // 'service --restart', and no value: one of them may be a secret.
    private static string WordsOf(ParseResult parse) => string.Join(
        ' ',
        [NameOf(parse), .. parse.CommandResult.Children.OfType<OptionResult>().Where(given => given is { Implicit: false, Option: Option<bool> }).Select(given => given.Option.Name)]);

    // 'watchdog create' and not 'create'.
    private static string NameOf(ParseResult parse)
    {
        var words = new Stack<string>();
        for (SymbolResult? result = parse.CommandResult; result is CommandResult { Command: not RootCommand } command; result = result.Parent)
            words.Push(command.Command.Name);
        return string.Join(' ', words);
    }
}
