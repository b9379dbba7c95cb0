using System.Text;

namespace Octopus.Certificates;

/// <summary>
/// One way in which a program may have turned a password into bytes. A seal and the older ciphers of PKCS #12 take it as UTF-16, all
/// other ciphers as UTF-8, and some programs only a byte for a letter. The library takes letters, as UTF-16 for the former and as a
/// byte each for the latter, so that a password of other letters than ASCII is told to it in more than one way.
/// </summary>
/// <param name="Letters">What the library is told.</param>
/// <param name="EndsWhenEmpty">Whether an empty password has the two zeros at its end that any other has. Programs do not agree.</param>
internal readonly record struct PasswordReading(char[] Letters, bool EndsWhenEmpty = false)
{
    /// <summary>Each way, the likely one first; no password is an empty one.</summary>
    public static IReadOnlyList<PasswordReading> AllOf(string? password) => password switch
    {
        null or "" => [new([]), new([], EndsWhenEmpty: true)],
        _ when Ascii.IsValid(password) => [new([.. password])],
        _ => [new([.. password]), new(BytesOf(password))],
    };

    /// <summary>The bytes of UTF-8, each as a letter.</summary>
    public static char[] BytesOf(string password) => [.. Encoding.UTF8.GetBytes(password).Select(octet => (char)octet)];
}
