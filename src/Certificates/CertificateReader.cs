using System.Text;
using Octopus.Instances;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>
/// Reads a certificate with its private key as people have it: a PFX file, PEM text, or either of them as base64 text, the texts in UTF-8
/// or UTF-16. The content tells which, and not the file's name.
/// </summary>
public static class CertificateReader
{
    /// <summary>Far more than a certificate with its chain needs.</summary>
    private const long LargestFile = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not read it.</exception>
    public static AgentCertificate ReadFile(string path, string? password) =>
        new FileInfo(path).Length <= LargestFile ? Read(SharedFile.ReadBytes(path, LargestFile), path, password) : throw NoCertificate(path, null);

    /// <summary>Reads base64 text, with or without line ends, or PEM text.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static AgentCertificate ReadBase64(string text, string? password) =>
        Base64(text) is not null || PemText.Is(text)
            ? Read(Encoding.UTF8.GetBytes(text), "The base64 text", password)
            : throw new CertificateException(CertificateError.NoCertificate, "The text is not base64. Name the base64 text of a PFX file.");

    /// <summary>Reads it from memory.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="source">What to call it in an error, as the beginning of a sentence.</param>
    /// <param name="password">Opens it; <see langword="null"/> for none.</param>
    /// <exception cref="CertificateException">It is no certificate, has no private key, another password, or a key that an agent cannot use.</exception>
    public static AgentCertificate Read(byte[] content, string source, string? password)
    {
        try
        {
            return (Parts(content, password) ?? throw Locked(source, password)).One(source);
        }
        catch (UnknownFormException unknown)
        {
            throw new CertificateException(unknown.Error, $"{source} {unknown.Message}.", unknown);
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            throw NoCertificate(source, malformed);
        }
    }

    /// <summary>Whether it is what the parsers throw at content that only begins like theirs, or that a wrong password has made of another.</summary>
    internal static bool IsMalformed(Exception failure) =>
        failure is IOException or ArgumentException or InvalidOperationException or FormatException or ArithmeticException
            or InvalidCastException or IndexOutOfRangeException or NotSupportedException
            or SecurityUtilityException or GeneralSecurityException or CryptoException;

    /// <summary>What is in a content of any form; <see langword="null"/> when the password is another one, or is needed.</summary>
    /// <exception cref="UnknownFormException">No password opens it here.</exception>
    /// <exception cref="IOException">It is damaged. So may be told with any of what <see cref="IsMalformed"/> names.</exception>
    internal static CertificateParts? Parts(byte[] content, string? password)
    {
        var text = Text(content);
        if (PemText.Is(text))
            return PemText.Read(text, password);
        if (Base64(text) is { } decoded)
            return Parts(decoded, password);
        if (PfxFile.Is(content))
            return PfxFile.Read(content, password);

        // Certificates alone, as Windows and browsers export them. What openssl says of its trust in one follows it.
        using var stream = new MemoryStream(content);
        _ = new Asn1InputStream(stream).ReadObject();
        var certificates = new X509CertificateParser().ReadCertificates(content[..(int)stream.Position]);
        return certificates.Count > 0 ? new([.. certificates], []) : throw new IOException("It holds no certificate.");
    }

    // A mark decides, as in every text on Windows. PowerShell writes UTF-16 unless told otherwise.
    private static string Text(byte[] content)
    {
        var unmarked = content switch
        {
            [0, not 0, ..] => Encoding.BigEndianUnicode,
            [not 0, 0, ..] => Encoding.Unicode,
            _ => Encoding.UTF8,
        };
        using var reader = new StreamReader(new MemoryStream(content), unmarked, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count > 0 ? bytes[..count] : null;
    }

    private static CertificateException Locked(string source, string? password) => new(
        CertificateError.WrongPassword,
        password is null
            ? $"{source} is protected with a password. Give it too."
            : $"{source} does not open with this password. Give another one, or export the certificate again.");

    private static CertificateException NoCertificate(string source, Exception? cause) =>
        new(CertificateError.NoCertificate, $"{source} is not a certificate, or is damaged. Name a PFX or PEM file with a certificate and its private key.", cause);
}
