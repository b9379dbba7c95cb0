using CsCheck;

namespace Octopus.Tests.Instances;

/// <summary>Texts that somebody may give as a name: most of them near a rule, on either side of it.</summary>
internal static class AnyName
{
    private const string NearTheRules = "aZ09 .-_$=@\t\0\n\r\u007F\u0085\u00A0\u2028\u2029\u3000\"'`/\\:<>|?*%¹²³\uD83D\uDE00İıẞß\u212A\u03B2\u03D0";

    private static readonly Gen<string> Text = Gen.Frequency(
        (2, Gen.String),
        (4, Gen.String[Gen.Char[NearTheRules], 0, 6]),
        (1, Gen.String[Gen.Char["aB c"], 60, 68]));

    private static readonly Gen<string> Device = Gen.Select(
        Gen.OneOf("CON", "con", "Prn", "AUX", "nul", "CONIN$", "conout$", "COM0", "com9", "COM¹", "LPT5", "lpt³", "COM10", "LPTX", "CO"),
        Gen.OneOf("", " ", ".", ".x", " .x", "  .x.y", "x", "-", "İ"),
        (device, more) => device + more);

    // One letter put into a legal name: the rest of it must neither hide nor cause the refusal.
    private static readonly Gen<string> Almost = Gen.Select(LegalNames.Any, Gen.Char[NearTheRules], Gen.Int[0, 64], (name, letter, at) =>
        name.Insert(Math.Min(at, name.Length), letter.ToString()));

    /// <summary>Any of them.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency((3, Text), (1, Device), (3, Almost), (2, LegalNames.Any));

    /// <summary>A name as a failed test shows it: half of these letters cannot be seen.</summary>
    public static string Print(string name) =>
        string.Concat(name.Select(letter => letter is >= ' ' and <= '~' ? letter.ToString() : $"\\u{(int)letter:X4}"));

    /// <summary>Names so much alike that most pairs differ in case, or in a dash for a space, or not at all.</summary>
    public static Gen<string> Alike { get; } = Gen.String[Gen.Char["kK\u212AsSßẞ\u03B2\u03D0Iiıİ -"], 1, 3];
}
