using System.CommandLine;
using Octopus.Lifecycle;

namespace Octopus.Cli.Vendor;

/// <summary>
/// The vendor's way to write a command line: commands and options in any case, with one dash, two or a slash, and a few switches that
/// mean nothing any more. Its scripts are full of them.
/// </summary>
internal static class VendorSpelling
{
    private static readonly string[] Meaningless = ["console", "nologo", "noconsolelogging", "noninteractive", "thumbprint-only"];

    /// <summary>The words as the parser knows them. What stands where a value belongs is left as it is.</summary>
    public static string[] Translate(RootCommand root, string[] words)
    {
        var (translated, command, at) = (new List<string>(), (Command)root, 0);
        for (; at < words.Length && Below(command, words[at]) is { } below; at++)
        {
            command = below;
            translated.Add(below.Name);
        }

        while (at < words.Length)
        {
            var word = words[at++];
            if (OptionWord.Parse(word) is not { } written)
            {
                translated.Add(word);
                continue;
            }

            if (Find(command, written) is not { } option)
            {
                if (written.Rest.Length > 0 || !Meaningless.Any(written.Is))
                    translated.Add(word);
                continue;
            }

            translated.Add(Spellings(option).First(spelling => IsSame(spelling, written)) + written.Rest);
            if (written.Rest.Length == 0 && option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) && at < words.Length)
                translated.Add(words[at++]);
        }

        return [.. translated];
    }

    private static Command? Below(Command command, string word) =>
        command.Subcommands.FirstOrDefault(below => below.Aliases.Prepend(below.Name).Contains(word, StringComparer.OrdinalIgnoreCase));

    private static Option? Find(Command command, OptionWord written) =>
        command.Options.FirstOrDefault(option => Spellings(option).Any(spelling => IsSame(spelling, written)));

    private static IEnumerable<string> Spellings(Option option) => option.Aliases.Prepend(option.Name);

    private static bool IsSame(string spelling, OptionWord written) => OptionWord.Parse(spelling) is { } option && option.Is(written.Name);
}
