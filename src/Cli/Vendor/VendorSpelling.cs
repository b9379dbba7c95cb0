using System.CommandLine;

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
            var (name, rest) = Split(word);
            if (Find(command, name) is not { } option)
            {
                if (name is null || rest.Length > 0 || !Meaningless.Contains(name, StringComparer.OrdinalIgnoreCase))
                    translated.Add(word);
                continue;
            }

            translated.Add(Spellings(option).First(spelling => IsSame(Split(spelling).Name, name)) + rest);
            if (rest.Length == 0 && option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) && at < words.Length)
                translated.Add(words[at++]);
        }

        return [.. translated];
    }

    private static Command? Below(Command command, string word) =>
        command.Subcommands.FirstOrDefault(below => below.Aliases.Prepend(below.Name).Any(name => IsSame(name, word)));

    private static Option? Find(Command command, string? name) => name is null
        ? null
        : command.Options.FirstOrDefault(option => Spellings(option).Any(spelling => IsSame(Split(spelling).Name, name)));

    private static IEnumerable<string> Spellings(Option option) => option.Aliases.Prepend(option.Name);

    // '--port=1', '/port:1' and '-port' are all 'port', with what follows.
    private static (string? Name, string Tail) Split(string word)
    {
        var start = word.StartsWith("--", StringComparison.Ordinal) ? 2 : word is ['-' or '/', ..] ? 1 : 0;
        if (start == 0)
            return (null, "");
        var end = word.AsSpan(start).IndexOfAny('=', ':');
        return end < 0 ? (word[start..], "") : (word[start..(start + end)], word[(start + end)..]);
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
