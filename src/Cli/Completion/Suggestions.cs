using System.CommandLine;
using System.CommandLine.Help;

namespace Octopus.Cli.Completion;

/// <summary>
/// What the parser answers the scripts: after <c>[suggest:12] "service --i"</c> a line for each word that may follow.
/// </summary>
internal static class Suggestions
{
    private const string Directive = "[suggest";

    /// <summary>Whether the words ask for them.</summary>
    public static bool AreAsked(string[] words) => words[0].StartsWith(Directive, StringComparison.Ordinal);

    /// <summary>
    /// Leaves out what nobody wants to be offered: other ways to ask for help, "true" after an option that is there or not, and one more
    /// value after an option that has its value already.
    /// </summary>
    /// <param name="command">The command, with all below it.</param>
    /// <param name="line">The line that is asked about.</param>
    public static void Simplify(Command command, string line)
    {
        foreach (var option in command.Options)
        {
            if (option is HelpOption)
                option.Aliases.Clear();
            else if (option is Option<bool>)
                option.Arity = ArgumentArity.Zero;
            else if (option.Arity.MaximumNumberOfValues > 1)
                option.Arity = new(0, Math.Max(1, line.Split(' ', '=').Count(word => word == option.Name)));
        }

        foreach (var below in command.Subcommands)
            Simplify(below, line);
    }
}
