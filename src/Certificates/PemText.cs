using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>Reads PEM: texts between BEGIN and END.</summary>
internal static class PemText
{
    /// <summary>Whether it has a beginning of one.</summary>
    public static bool Is(string text) => text.Contains("-----BEGIN ", StringComparison.Ordinal);

    /// <summary>The certificates and keys in it; <see langword="null"/> when the password is another one, or is needed.</summary>
    public static CertificateParts? Read(string text, string? password) =>
        PasswordReading.AllOf(password).Select(reading => TryRead(text, reading)).FirstOrDefault(parts => parts is not null);

    private static CertificateParts? TryRead(string text, PasswordReading password)
    {
        var asked = new Password(password.Letters);
        using var lines = new StringReader(text);
        using var reader = new PemReader(lines, asked);
        var certificates = new List<X509Certificate>();
        var keys = new List<AsymmetricKeyParameter>();
        try
        {
            while (Next(reader, asked) is { } part)
            {
                if (part is X509Certificate certificate)
                    certificates.Add(certificate);
                else if ((part as AsymmetricCipherKeyPair)?.Private is { } ofPair)
                    keys.Add(ofPair);
                else if (part is AsymmetricKeyParameter { IsPrivate: true } key)
                    keys.Add(key);
            }
        }
        catch (Exception locked) when (asked.WasNeeded && CertificateReader.IsMalformed(locked))
        {
            // A text has no seal: what a wrong password makes of it and what damage makes of it look the same.
            return null;
        }

        return new(certificates, keys);
    }

    private static object? Next(PemReader reader, Password asked)
    {
        asked.WasNeeded = false;
        return reader.ReadObject();
    }

    private sealed class Password(char[] letters) : IPasswordFinder
    {
        /// <summary>Whether the part that is being read needs it.</summary>
        public bool WasNeeded { get; set; }

        public char[] GetPassword()
        {
            WasNeeded = true;
            return letters;
        }
    }
}
