using System.CommandLine;
using System.CommandLine.Help;

namespace Octopus.Cli.Help;

/// <summary><c>help --format json</c>: every command with its options, for programs. People get <c>--help</c>.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Build(CommandHost host, RootCommand root)
    {
        var of = new Argument<string[]>("command") { Description = "The command. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        var format = Options.Format();
        var help = new DocumentedCommand(
            Name,
            "Show what a command does, with its options and examples.",
            [
                new("See what a command does", "help service"),
                new("Give all commands with their options to a program", "help --format json"),
            ])
        { Answer = HelpJson.Default.HelpAnswer };
        help.Add(of);
        help.Add(format);
        help.SetAction(async (parse, cancellation) =>
        {
            var words = parse.GetValue(of) ?? [];
            var command = Find(host, root, words);
            if (parse.GetValue(format) == OutputFormat.Text)
                return await root.Parse([.. words, "--help"]).InvokeAsync(parse.InvocationConfiguration, cancellation).ConfigureAwait(false);
            JsonAnswer.Write(host.Output, AnswerOf(host, command), HelpJson.Default.HelpAnswer);
            return (int)ExitCode.Success;
        });
        return help;
    }

    private static Command Find(CommandHost host, Command root, string[] words) => words.Aggregate(root, (command, word) =>
        command.Subcommands.FirstOrDefault(below => below.Aliases.Prepend(below.Name).Contains(word, StringComparer.OrdinalIgnoreCase))
        ?? throw new CommandException(ExitCode.Usage, $"There is no command '{word}'.{Complaints.DidYouMean(word, command.Subcommands.Select(below => below.Name))} See '{host.Application.Name} help'."));

    private static HelpAnswer AnswerOf(CommandHost host, Command command) => new(
        command is RootCommand ? host.Application.Name : command.Name,
        command.Description ?? "",
        [.. command.Aliases],
        [.. command.Options.Where(option => option is { Hidden: false } and not HelpOption and not VersionOption).Select(AnswerOf)],
        [.. command is DocumentedCommand documented ? documented.Examples : []],
        [.. command.Subcommands.Where(below => !below.Hidden).Select(below => AnswerOf(host, below))]);

    private static HelpOptionAnswer AnswerOf(Option option) => new(
        option.Name,
        [.. option.Aliases],
        option.ValueType == typeof(bool) ? null : option.HelpName,
        option.Description ?? "",
        option.Required,
        option.Arity.MaximumNumberOfValues > 1);
}
