namespace Octopus.Instances;

/// <summary>The form of a certificate's thumbprint: its SHA-1 as forty hexadecimal digits, upper case, as Windows and the vendor show it.</summary>
public static class Thumbprint
{
    /// <summary>How many digits it has.</summary>
    public const int Length = 40;

    /// <summary>
    /// Whether the text is a thumbprint, and its one form. Spaces, colons and invisible marks are left out: people copy thumbprints from
    /// windows that show them in pairs, and from Windows' own, which puts a mark nobody sees before the first digit.
    /// </summary>
    public static bool TryParse(string text, out string thumbprint)
    {
        thumbprint = new string([.. text.Where(letter => !IsBetweenDigits(letter))]).ToUpperInvariant();
        return thumbprint.Length == Length && thumbprint.All(IsDigit);
    }

    /// <summary>Returns the one form of a thumbprint.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>: it has another length, or other letters.</exception>
    public static string Check(string text) =>
        TryParse(text, out var thumbprint)
            ? thumbprint
            : throw new InstanceException(
                InstanceError.IllegalValue,
                $"'{Printable(text)}' is not a thumbprint. Name the {Length} hexadecimal digits of the certificate's SHA-1.");

    private static bool IsDigit(char letter) => letter is (>= '0' and <= '9') or (>= 'A' and <= 'F');

    private static bool IsBetweenDigits(char letter) =>
        letter is ':' or '-' || char.IsWhiteSpace(letter)
        || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.Format;

    private static string Printable(string text) => new([.. text.Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
