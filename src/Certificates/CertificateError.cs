namespace Octopus.Certificates;

/// <summary>What the caller can put right about a certificate.</summary>
public enum CertificateError
{
    /// <summary>It is no certificate, or a damaged one.</summary>
    NoCertificate,
    /// <summary>The certificate comes without its private key, or with more than one pair to choose from.</summary>
    NoPrivateKey,
    /// <summary>An agent cannot use a key of this kind.</summary>
    KeyNotSupported,
    /// <summary>It is encrypted in a way that is not known here; no password opens it.</summary>
    EncryptionNotSupported,
    /// <summary>A password is needed, or it is another one.</summary>
    WrongPassword,
    /// <summary>The configuration of an instance names a certificate, and it cannot be had from there.</summary>
    NotTakenOver,
}
