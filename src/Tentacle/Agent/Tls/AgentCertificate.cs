using Octopus.Instances;
using Octopus.Services;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Tentacle.Agent.Tls;

/// <summary>
/// The self-signed certificate an instance is known by, with its private key (ECDSA, P-256), in one PEM file in its home.
/// </summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="PrivateKey">Its private key.</param>
internal sealed record AgentCertificate(X509Certificate Certificate, AsymmetricKeyParameter PrivateKey)
{
    /// <summary>How long a certificate lives. It is pinned by thumbprint and not renewed by date.</summary>
    private const int Years = 100;

    private const string SignatureAlgorithm = "SHA256WITHECDSA";

    /// <summary>Loads the certificate of an instance, and makes one when it has none yet.</summary>
    /// <param name="path">The file. Its folder is kept to the account that runs the instance, and administrators.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="protection">Keeps the folder.</param>
    /// <param name="warn">Told when others may use the folder and this account cannot change that.</param>
    /// <param name="time">The clock.</param>
    public static AgentCertificate LoadOrCreate(
        string path, string instance, IFolderProtection protection, Action<string> warn, TimeProvider time)
    {
        Protect(Path.GetDirectoryName(path)!, protection, warn);
        if (File.Exists(path))
            return Load(path);
        var created = Create(instance, time);
        AtomicFile.Write(path, created.ToPem());
        return created;
    }

    private static void Protect(string folder, IFolderProtection protection, Action<string> warn)
    {
        if (!Directory.Exists(folder))
        {
            protection.Protect(folder, FolderAccess.OwnAccount);
            return;
        }

        if (protection.Trespassers(folder, FolderAccess.OwnAccount) is not { Count: > 0 } trespassers)
            return;
        try
        {
            protection.Protect(folder, FolderAccess.OwnAccount);
        }
        catch (UnauthorizedAccessException)
        {
            // The key is as safe as before. An agent that does not start would be worse.
            warn($"The private key in {folder} can be used by {string.Join(", ", trespassers)}, and this account may not change that. Take their rights away as an administrator.");
        }
    }

    private static AgentCertificate Load(string path)
    {
        using var text = File.OpenText(path);
        using var reader = new PemReader(text);
        X509Certificate? certificate = null;
        AsymmetricKeyParameter? key = null;
        while (reader.ReadObject() is { } part)
        {
            certificate = part as X509Certificate ?? certificate;
            key = (part as AsymmetricCipherKeyPair)?.Private ?? part as ECPrivateKeyParameters ?? key;
        }

        return certificate is not null && key is not null
            ? new(certificate, key)
            : throw new InvalidDataException($"{path} holds no certificate with its private key. Restore it, or move it away to get a new identity.");
    }

    private static AgentCertificate Create(string instance, TimeProvider time)
    {
        var random = new SecureRandom();
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, random));
        var keys = generator.GenerateKeyPair();

        var now = time.GetUtcNow().UtcDateTime;
        var name = new X509Name([X509Name.CN], [$"Octopus Tentacle {instance}"]);
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(new BigInteger(127, random));
        certificate.SetIssuerDN(name);
        certificate.SetSubjectDN(name);
        certificate.SetNotBefore(now.AddDays(-1));
        certificate.SetNotAfter(now.AddYears(Years));
        certificate.SetPublicKey(keys.Public);
        return new(certificate.Generate(new Asn1SignatureFactory(SignatureAlgorithm, keys.Private, random)), keys.Private);
    }

    private string ToPem()
    {
        using var text = new StringWriter();
        using (var writer = new PemWriter(text))
        {
            writer.WriteObject(Certificate);
            writer.WriteObject(PrivateKey);
        }

        return text.ToString();
    }
}
