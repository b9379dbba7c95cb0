using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>What was found in a file: certificates and private keys, in any order and number.</summary>
internal sealed record CertificateParts(IReadOnlyList<X509Certificate> Certificates, IReadOnlyList<AsymmetricKeyParameter> Keys)
{
    /// <summary>The one certificate that has its private key here.</summary>
    /// <param name="source">What it was read from, as the beginning of a sentence.</param>
    public AgentCertificate One(string source)
    {
        if (Keys.Count == 0)
            throw new CertificateException(CertificateError.NoPrivateKey, $"{source} holds no private key. Export the certificate again, together with its private key.");
        if (Certificates.Count == 0)
            throw new CertificateException(CertificateError.NoCertificate, $"{source} holds no certificate. Name a PFX or PEM file with a certificate and its private key.");

        // A file that was put together from others may have one of them twice.
        var pairs = Keys.Distinct()
            .SelectMany(key => Certificates.Distinct().Where(certificate => CertificateKey.Match(key, certificate.GetPublicKey())).Select(certificate => (key, certificate)))
            .ToList();
        return pairs switch
        {
            [var (key, certificate)] => new(certificate, key, source),
            // What cannot be used cannot be compared either; the constructor says why.
            [] when Keys.All(key => CertificateKey.Of(key) is null) => new(Certificates[0], Keys[0], source),
            [] => throw new CertificateException(
                CertificateError.NoPrivateKey, $"{source} holds a private key that is not its certificate's. Export the certificate again, together with its own."),
            _ => throw new CertificateException(
                CertificateError.NoPrivateKey, $"{source} holds {pairs.Count} certificates with private keys. Export the one that is wanted alone."),
        };
    }
}
