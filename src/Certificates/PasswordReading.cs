using System.Text;

namespace Octopus.Certificates;

/// <summary>
/// One way in which a program may have turned a password into bytes. A seal and the older ciphers of PKCS #12 take it as UTF-16, all
/// other ciphers as UTF-8; but some programs take the bytes that a console has given them, one for a letter, and some UTF-16 for
/// everything. The library takes letters, as UTF-16 for the former and as a byte each for the latter, so that a password is told to it
/// in more than one way.
/// </summary>
/// <param name="Letters">What the library is told.</param>
/// <param name="EndsWhenEmpty">Whether an empty password has the two zeros at its end that any other has. Programs do not agree.</param>
internal readonly record struct PasswordReading(char[] Letters, bool EndsWhenEmpty = false)
{
    /// <summary>
    /// The code pages of Windows and of its consoles, and what Unix had before UTF-8: an openssl takes a password as its console gives it.
    /// </summary>
    private static readonly int[] CodePages =
    [
        1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 874, 932, 936, 949, 950,
        437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 865, 866, 869,
        28592, 28605, 20866,
    ];

    /// <summary>Each way, the likely one first; no password is an empty one.</summary>
    public static IReadOnlyList<PasswordReading> AllOf(string? password) => string.IsNullOrEmpty(password)
        ? [new([]), new([], EndsWhenEmpty: true), new(BytesOf("", UnicodeOfNss))]
        : [.. Ways(password).Select(letters => new string(letters)).Distinct(StringComparer.Ordinal).Select(letters => new PasswordReading([.. letters]))];

    /// <summary>The bytes of UTF-8, each as a letter.</summary>
    public static char[] BytesOf(string password) => BytesOf(password, Encoding.UTF8.GetBytes);

    private static IEnumerable<char[]> Ways(string password)
    {
        yield return [.. password];
        yield return BytesOf(password);
        yield return BytesOf(password, UnicodeOfNss);
        if (Ascii.IsValid(password))
            yield break;
        foreach (var page in CodePages)
        {
            if (BytesIn(page, password) is { } bytes)
                yield return bytes;
        }
    }

    // Firefox and pk12util until NSS 3.30, for ciphers that take bytes too, and with the end that a text has.
    private static byte[] UnicodeOfNss(string password) => Encoding.BigEndianUnicode.GetBytes(password + '\0');

    private static char[]? BytesIn(int page, string password)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
            return BytesOf(password, encoding.GetBytes);
        }
        catch (EncoderFallbackException)
        {
            // It has not all of these letters, so nobody has typed them in it.
            return null;
        }
    }

    private static char[] BytesOf(string password, Func<string, byte[]> encoded) => [.. encoded(password).Select(octet => (char)octet)];
}
