namespace Octopus.Certificates;

/// <summary>Something about a certificate that the caller can put right. The message is one sentence and the next step.</summary>
public sealed class CertificateException(CertificateError error, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What it is about.</summary>
    public CertificateError Error { get; } = error;
}
