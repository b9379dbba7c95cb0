#if NET
using System.Runtime.InteropServices;
#endif
using System.Text;

namespace Octopus.Instances;

/// <summary>
/// Texts in the one form (Unicode's C, composed) in which a letter and its accent are the same however they were typed: macOS and some
/// editors write them as two.
/// </summary>
internal static class ComposedText
{
    // Below it nothing composes or comes apart.
    private const char FirstAccent = '\u0300';

    /// <summary>The composed form of a text; one that is no text, with half a surrogate pair in it, stays as it is.</summary>
    public static string Of(string text)
    {
        if (text.All(letter => letter < FirstAccent))
            return text;
#if NET
        // The runtime composes nothing without cultures (InvariantGlobalization), and Windows does.
        if (OperatingSystem.IsWindows())
            return OfWindows(text);
#endif
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

#if NET
    // What the standard says: no text becomes longer than three times.
    private const int MostExpansion = 3;

    private static string OfWindows(string text)
    {
        var composed = new char[text.Length * MostExpansion];
        var length = NormalizeString((int)NormalizationForm.FormC, text, text.Length, composed, composed.Length);
        return length > 0 ? new(composed, 0, length) : text;
    }

    [DllImport("normaliz.dll", ExactSpelling = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int NormalizeString(int form, string source, int sourceLength, [Out] char[] destination, int destinationLength);
#endif
}
