namespace Octopus.Lifecycle;

/// <summary>
/// A word of a command line that is an option, in every way the vendor's programs take one: with one dash, two or a slash, in any case,
/// and with its value behind an equals sign, a colon or a blank. Whoever reads a command line of ours reads it with this.
/// </summary>
/// <param name="Name">Its name, without dashes and slash, as it is written.</param>
/// <param name="Rest">What follows the name: nothing, or an equals sign or a colon and the value.</param>
public readonly record struct OptionWord(string Name, string Rest)
{
    private static readonly char[] Signs = ['=', ':'];

    /// <summary>The option that a word is; <see langword="null"/> when it is none.</summary>
    public static OptionWord? Parse(string word)
    {
        var start = word.StartsWith("--", StringComparison.Ordinal) ? 2 : word.Length > 0 && word[0] is '-' or '/' ? 1 : 0;
        if (start == 0)
            return null;
        var end = word.IndexOfAny(Signs, start);
        return end < 0 ? new(word.Substring(start), "") : new(word.Substring(start, end - start), word.Substring(end));
    }

    /// <summary>Whether it is the option of that name.</summary>
    /// <param name="name">The name, without dashes.</param>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
