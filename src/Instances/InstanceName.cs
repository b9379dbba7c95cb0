using System.Globalization;

namespace Octopus.Instances;

/// <summary>
/// The rules for names of instances. A name becomes a file name, a service name and part of a command line, so it may hold nothing that
/// any of the three would read differently. That holds for every name that a record has; a new one must also be told from others by
/// looking at it, which earlier versions did not ask for.
/// </summary>
public static class InstanceName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumLength = 64;

    // Among them the percent sign: Windows expands %NAME% in the command line of a service.
    private const string Forbidden = "\"'`/\\:<>|?*%";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
         .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" }),
         .. "¹²³".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a new instance, in the form in which names are kept, when it keeps the rules.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalName"/>, saying which rule it breaks.</exception>
    public static string Check(string name)
    {
        var kept = ComposedText.Of(name);
        return (BrokenRule(kept) ?? BrokenRuleOfNew(kept)) is { } rule
            ? throw new InstanceException(InstanceError.IllegalName, $"{Refusal(name, rule)}. Choose another name.")
            : kept;
    }

    /// <summary>Whether two names are one instance's: without regard to case, and to whether letters and accents are typed as one or as two.</summary>
    public static bool IsSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || ComposedText.Of(one).Equals(ComposedText.Of(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What has a name, among several: the one with exactly that name before one with the same name typed otherwise. Earlier versions let
    /// two such instances be made, and each goes on being found.
    /// </summary>
    /// <param name="all">Those to look among.</param>
    /// <param name="nameOf">The name of each.</param>
    /// <param name="name">The name to look for.</param>
    public static T? Find<T>(IEnumerable<T> all, Func<T, string> nameOf, string name)
        where T : class
    {
        T? same = null;
        foreach (var one in all)
        {
            if (nameOf(one).Equals(name, StringComparison.OrdinalIgnoreCase))
                return one;
            if (same is null && IsSame(nameOf(one), name))
                same = one;
        }

        return same;
    }

    /// <summary>
    /// Why a text cannot be the name of an instance that a record names, as a sentence without its full stop; <see langword="null"/> when it can. Nothing
    /// in the sentence can be taken for more than letters.
    /// </summary>
    public static string? Refusal(string name) =>
        BrokenRule(name) is { } rule ? Refusal(name, rule) : null;

    /// <summary>
    /// The name of the instance's file without its ending: lower case, with a dash for each space, as the vendor writes it.
    /// Two instances whose slugs are the same would share a file.
    /// </summary>
    public static string Slug(string name) => name.Replace(' ', '-').ToLowerInvariant();

    /// <summary>Whether Windows takes a file name for a device, whatever its ending.</summary>
    public static bool IsDevice(string fileName) => Devices.Contains(fileName.Split('.')[0].TrimEnd());

    private static string Refusal(string name, string rule) => $"'{Printable(name)}' cannot be the name of an instance: {rule}";

    private static string? BrokenRuleOfNew(string name) =>
        InvisibleLetters.First(name) is { } letter ? $"it contains U+{letter:X4}, which is not seen, so another name could look the same" : null;

    private static string? BrokenRule(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        if (name.Length > MaximumLength)
            return $"it has {name.Length} characters and {MaximumLength} is the most";
        if (name.Trim() != name)
            return "it begins or ends with a space";
        if (name[0] == '-')
            return "it begins with a dash and would be taken for an option";
        if (name[name.Length - 1] == '.')
            return "it ends with a dot, which Windows drops from file names";
        foreach (var character in name)
        {
            if (char.IsControl(character))
                return $"it contains the control character U+{(int)character:X4}";
            if (Forbidden.IndexOf(character) >= 0)
                return $"it contains the character {character}";
            if (char.IsWhiteSpace(character) && character != ' ')
                return $"it contains the white space U+{(int)character:X4}";
        }

        if (!IsWellFormed(name))
            return "it contains half a surrogate pair";
        if (IsDevice(name))
            return "Windows reserves it for a device";
        return null;
    }

    private static bool IsWellFormed(string name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (!char.IsSurrogate(name[index]))
                continue;
            if (index + 1 == name.Length || !char.IsSurrogatePair(name[index], name[index + 1]))
                return false;
            index++;
        }

        return true;
    }

    /// <summary>A text as it can stand between quotes in a sentence or a script.</summary>
    internal static string Printable(string name) =>
        new([.. name.Select(character => IsPrintable(character) ? character : '?')]);

    // Unicode has white space that ends a line and is no control character, and others that turn the whole line around.
    private static bool IsPrintable(char character) =>
        character == ' '
        || !(char.IsControl(character) || char.IsSurrogate(character) || char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format);
}
