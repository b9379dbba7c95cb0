using System.CommandLine;
using Octopus.Cli.Help;

namespace Octopus.Cli;

/// <summary>What is said of a command line that is not understood, each as a sentence; nothing when it is.</summary>
internal static class Complaints
{
    public static IReadOnlyList<string> Of(RootCommand root, string[] words, ParseResult parse, string application)
    {
        var first = words[0];
        // Of a command it does not know, the parser would complain about every word, or answer with the help of all.
        if (!first.StartsWith('-') && !Names(root).Contains(first))
            return [$"There is no command '{first}'.{DidYouMean(first, Names(root))}", $"See '{application} help'."];
        if (parse.Errors.Count == 0)
            return [];

        var command = parse.CommandResult.Command;
        var known = command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)).ToList();
        return
        [
            .. IsGroup(command) && parse.UnmatchedTokens.Count == 0
                ? [$"'{command.Name}' needs another word after it: {string.Join(", ", Shown(command).Select(below => below.Name))}."]
                : parse.Errors.Select(error => error.Message).Distinct(),
            .. parse.UnmatchedTokens.Select(word => DidYouMean(word, [.. known, .. Names(command)]).Trim()).Where(hint => hint.Length > 0).Distinct(),
            $"See '{string.Join(' ', [application, HelpCommand.Name, .. Path(parse)])}'.",
        ];
    }

    /// <summary>Names the word that is closest to one that is none, when one is close, with a space before it.</summary>
    public static string DidYouMean(string word, IEnumerable<string> words) =>
        words.Select(known => (Word: known, Distance: WordDistance.Between(word, known))).MinBy(near => near.Distance) is { Distance: <= 2 } nearest && nearest.Distance < nearest.Word.Length / 2
            ? $" Did you mean '{nearest.Word}'?"
            : "";

    private static bool IsGroup(Command command) => command is not RootCommand && command.Subcommands.Count > 0;

    private static IEnumerable<Command> Shown(Command command) => command.Subcommands.Where(below => !below.Hidden);

    private static List<string> Names(Command command) => [.. Shown(command).SelectMany(below => below.Aliases.Prepend(below.Name))];

    // 'watchdog', 'create'.
    private static Stack<string> Path(ParseResult parse)
    {
        var words = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = parse.CommandResult; at is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } result; at = result.Parent)
            words.Push(result.Command.Name);
        return words;
    }
}
