using System.Text;
using Octopus.Instances;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>
/// Reads a certificate with its private key as people have it: a PFX file, PEM text, or either of them as base64 text. The content tells
/// which, and not the file's name.
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

    /// <summary>Reads base64 text, with or without line ends.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static AgentCertificate ReadBase64(string text, string? password) =>
        Base64(text) is { } content
            ? Read(content, "The base64 text", password)
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
            return Parts(content, source, password).One(source);
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

    private static CertificateParts Parts(byte[] content, string source, string? password)
    {
        var text = Encoding.UTF8.GetString(content);
        if (PemText.Is(text))
            return PemText.Read(text, password) ?? throw Locked(source, password);
        if (Base64(text) is { } decoded)
            return Parts(decoded, source, password);
        if (PfxFile.Is(content))
            return PfxFile.Read(content, password) ?? throw Locked(source, password);

        // A certificate alone, as Windows and browsers export it.
        var alone = new X509CertificateParser().ReadCertificate(content) ?? throw NoCertificate(source, null);
        return new([alone], []);
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.TrimStart('\uFEFF'), bytes, out var count) && count > 0 ? bytes[..count] : null;
    }

    private static CertificateException Locked(string source, string? password) => new(
        CertificateError.WrongPassword,
        password is null
            ? $"{source} is protected with a password. Give it too."
            : $"{source} does not open with this password. Give another one, or export the certificate again.");

    private static CertificateException NoCertificate(string source, Exception? cause) =>
        new(CertificateError.NoCertificate, $"{source} is not a certificate, or is damaged. Name a PFX or PEM file with a certificate and its private key.", cause);
}
