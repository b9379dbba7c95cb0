namespace Octopus.Lifecycle;

/// <summary>Reads the instance's name out of a service's command line.</summary>
internal static class InstanceArgument
{
    private const string Option = "--instance";

    /// <summary>
    /// The value of <c>--instance</c> as <c>--instance=X</c>, <c>--instance:X</c> or <c>--instance X</c>; the value, or the whole
    /// argument, with or without quotes.
    /// </summary>
    public static string? Find(string arguments)
    {
        var words = CommandWords.Split(arguments);
        var at = words.FindIndex(IsOption);
        if (at < 0)
            return null;
        var value = words[at].Length > Option.Length
            ? words[at].Substring(Option.Length + 1)
            : words.Skip(at + 1).FirstOrDefault(word => word is not ("=" or ":"));
        return string.IsNullOrEmpty(value) ? null : value;
    }

    // A longer option may begin alike.
    private static bool IsOption(string word) =>
        word.StartsWith(Option, StringComparison.OrdinalIgnoreCase) && (word.Length == Option.Length || word[Option.Length] is '=' or ':');
}
