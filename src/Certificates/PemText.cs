using System.Text;
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
    public static CertificateParts? Read(string text, string? password)
    {
        var asked = new Password(password);
        using var lines = new StringReader(text);
        using var reader = new PemReader(lines, asked);
        var certificates = new List<X509Certificate>();
        var keys = new List<AsymmetricKeyParameter>();
        try
        {
            while (reader.ReadObject() is { } part)
            {
                if (part is X509Certificate certificate)
                    certificates.Add(certificate);
                else if ((part as AsymmetricCipherKeyPair)?.Private is { } ofPair)
                    keys.Add(ofPair);
                else if (part is AsymmetricKeyParameter { IsPrivate: true } key)
                    keys.Add(key);
            }
        }
        catch (Exception locked) when (asked.WasNeeded && locked is IOException or InvalidCipherTextException)
        {
            return null;
        }

        return new(certificates, keys);
    }

    private sealed class Password(string? password) : IPasswordFinder
    {
        public bool WasNeeded { get; private set; }

        public char[] GetPassword()
        {
            WasNeeded = true;
            // The library takes the lower half of each letter for a byte, and other programs UTF-8.
            return [.. Encoding.UTF8.GetBytes(password ?? "").Select(octet => (char)octet)];
        }
    }
}
