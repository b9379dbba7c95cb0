using Octopus.Cli.Watchdog;

namespace Octopus.Cli.Vendor;

/// <summary>The vendor's spelling of <c>watchdog create</c>, <c>delete</c> and <c>status</c>: with dashes, and anywhere in the line.</summary>
internal static class WatchdogVerbs
{
    private static readonly string[] Verbs = ["create", "delete", "status"];

    /// <summary>The words as the parser knows them.</summary>
    public static string[] Translate(string[] words)
    {
        if (words is not [var first, .. var rest] || !first.Equals(WatchdogCommand.Name, StringComparison.OrdinalIgnoreCase))
            return words;
        var at = Array.FindIndex(rest, word => Verbs.Any(verb => word.Equals("--" + verb, StringComparison.OrdinalIgnoreCase)));
        return at < 0 ? words : [WatchdogCommand.Name, rest[at][2..].ToLowerInvariant(), .. rest[..at], .. rest[(at + 1)..]];
    }
}
