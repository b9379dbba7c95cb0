using System.Text;

namespace Octopus.Instances;

/// <summary>
/// The text of a file that people's tools have written, in whatever encoding they do: the byte order mark decides; without one it is
/// UTF-16 when it begins as such, and UTF-8 otherwise. No letter is ever guessed: bytes that are none are an error with its line, for a
/// name with a letter replaced would be another instance's.
/// </summary>
public static class WrittenText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    // Where windows-1252 is not Latin-1: 0x80 to 0x9F. The five bytes that it leaves free are control characters, as Windows reads them.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>Reads the text of a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="text">Its text, without the mark; empty when it is none.</param>
    /// <param name="problem">Why it is none, as the end of a sentence that begins with the file; empty when it is.</param>
    public static bool TryRead(byte[] bytes, out string text, out string problem)
    {
        var (encoding, name, mark) = EncodingOf(bytes);
        try
        {
            (text, problem) = (encoding.GetString(bytes, mark, bytes.Length - mark), "");
            return true;
        }
        catch (DecoderFallbackException illegal)
        {
            (text, problem) = ("", $"is not {name} text at line {LineOf(encoding, bytes, mark, illegal.Index)}, and has to be saved as UTF-8");
            return false;
        }
    }

    /// <summary>The text of bytes that are windows-1252, as Windows has written text in western countries before there was Unicode.</summary>
    public static string OfWindows1252(byte[] bytes) =>
        new([.. bytes.Select(letter => letter is >= 0x80 and < 0xA0 ? Windows1252[letter - 0x80] : (char)letter)]);

    private static (Encoding Encoding, string Name, int Mark) EncodingOf(byte[] bytes)
    {
        int At(int index) => index < bytes.Length ? bytes[index] : -1;
        return (At(0), At(1), At(2)) switch
        {
            (0xEF, 0xBB, 0xBF) => (Utf8, "UTF-8", 3),
            (0xFF, 0xFE, _) => (Utf16, "UTF-16", 2),
            (0xFE, 0xFF, _) => (Utf16BigEndian, "UTF-16", 2),
            // What is read here begins with a letter of ASCII, whatever it is.
            (> 0, 0, _) => (Utf16, "UTF-16", 0),
            (0, > 0, _) => (Utf16BigEndian, "UTF-16", 0),
            _ => (Utf8, "UTF-8", 0),
        };
    }

    // What is before the first bytes that are none is text.
    private static int LineOf(Encoding encoding, byte[] bytes, int mark, int illegal)
    {
        var before = encoding.GetDecoder();
        var letters = new char[encoding.GetMaxCharCount(illegal)];
        var count = before.GetChars(bytes, mark, Math.Max(0, Math.Min(illegal, bytes.Length - mark)), letters, 0, flush: false);
        return 1 + letters.Take(count).Count(letter => letter == '\n');
    }
}
