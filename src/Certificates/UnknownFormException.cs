using Org.BouncyCastle.Asn1;

namespace Octopus.Certificates;

/// <summary>It is whole, and in a form that is not known here: neither the password nor damage is to blame.</summary>
/// <param name="error">What the caller is told.</param>
/// <param name="state">What it is, as a sentence that begins with its name and has no full stop.</param>
internal sealed class UnknownFormException(CertificateError error, string state) : Exception(state)
{
    /// <summary>What the caller is told.</summary>
    public CertificateError Error { get; } = error;

    /// <summary>No password would open it.</summary>
    /// <param name="encryption">How it is encrypted, for people.</param>
    public static UnknownFormException Encryption(string encryption) => new(
        CertificateError.EncryptionNotSupported, $"is encrypted in a way that is not known here ({encryption}). Export it again, encrypted with AES-256");

    /// <summary>No password would open it.</summary>
    /// <param name="algorithm">The number of how it is encrypted.</param>
    public static UnknownFormException Encryption(DerObjectIdentifier algorithm) => Encryption(algorithm.Id);

    /// <summary>A private key in a form of another program's own.</summary>
    /// <param name="form">What the form is called.</param>
    public static UnknownFormException Key(string form) => new(
        CertificateError.KeyNotSupported, $"holds its private key as {form}, which is not known here. Write the key as PKCS #8, which begins with BEGIN PRIVATE KEY");
}
