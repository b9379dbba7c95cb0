using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>
/// Reads PEM: blocks between BEGIN and END, and any text around them. Each key may be encrypted by itself, and so with another reading
/// of the password.
/// </summary>
internal static class PemText
{
    /// <summary>What the library deciphers of what openssl wrote before PKCS #8.</summary>
    private static readonly string[] TraditionalCiphers = ["AES-", "BF-", "DES-", "RC2-"];

    /// <summary>Whether it has a beginning of one.</summary>
    public static bool Is(string text) => text.Contains(PemBlock.Beginning, StringComparison.Ordinal);

    /// <summary>The certificates and keys in it; <see langword="null"/> when the password is another one, or is needed.</summary>
    /// <exception cref="UnknownFormException">No password opens it here.</exception>
    /// <exception cref="IOException">It is damaged. So may be told with any of what <see cref="CertificateReader.IsMalformed"/> names.</exception>
    public static CertificateParts? Read(string text, string? password)
    {
        var readings = PasswordReading.AllOf(password);
        var certificates = new List<X509Certificate>();
        var keys = new List<AsymmetricKeyParameter>();
        var isLocked = false;
        foreach (var block in PemBlock.AllOf(text))
        {
            switch (block.Label)
            {
                // Windows calls whatever it encodes a certificate.
                case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" or "PKCS7" or "PKCS12":
                    if (CertificateReader.Parts(block.Content, password) is { } parts)
                    {
                        certificates.AddRange(parts.Certificates);
                        keys.AddRange(parts.Keys);
                    }
                    else
                    {
                        isLocked = true;
                    }

                    break;
                case "PRIVATE KEY":
                    keys.Add(PrivateKeyFactory.CreateKey(block.Content));
                    break;
                case "ENCRYPTED PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY" or "DSA PRIVATE KEY":
                    if (Key(block, readings) is { } key)
                        keys.Add(key);
                    else
                        isLocked = true;
                    break;
                case var other when other.EndsWith("PRIVATE KEY", StringComparison.Ordinal):
                    throw UnknownFormException.Key(other);
            }
        }

        // Locked, because a text has no seal: what a wrong password makes of a key and what damage makes of it look the same.
        return isLocked ? null : new(certificates, keys);
    }

    private static AsymmetricKeyParameter? Key(PemBlock block, IReadOnlyList<PasswordReading> readings)
    {
        if (block.Label == "ENCRYPTED PRIVATE KEY")
        {
            var key = EncryptedPrivateKeyInfo.GetInstance(block.Content);
            return new PasswordCipher(key.EncryptionAlgorithm, key.GetEncryptedData()).Opened(readings, PrivateKeyFactory.CreateKey);
        }

        if (block.Cipher is not { } cipher)
            return Traditional(block, []);
        if (!TraditionalCiphers.Any(known => cipher.StartsWith(known, StringComparison.Ordinal)))
            throw UnknownFormException.Encryption(cipher);
        foreach (var reading in readings)
        {
            try
            {
                return Traditional(block, reading.Letters);
            }
            catch (Exception wrongBytes) when (CertificateReader.IsMalformed(wrongBytes))
            {
                continue;
            }
        }

        return null;
    }

    private static AsymmetricKeyParameter Traditional(PemBlock block, char[] password)
    {
        using var lines = new StringReader(block.ToString());
        using var reader = new PemReader(lines, new Password(password));
        return reader.ReadObject() is AsymmetricCipherKeyPair pair ? pair.Private : throw new IOException("It holds no key.");
    }

    private sealed class Password(char[] letters) : IPasswordFinder
    {
        public char[] GetPassword() => letters;
    }
}
