using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Octopus.Certificates;

/// <summary>
/// What is in a PFX file. Each part may be encrypted by itself, with a cipher of its own and so with another reading of the password.
/// </summary>
/// <param name="readings">The ways to read the password.</param>
internal sealed class PfxContent(IReadOnlyList<PasswordReading> readings)
{
    private readonly List<X509Certificate> _certificates = [];
    private readonly List<AsymmetricKeyParameter> _keys = [];

    /// <summary>Whether there was a part that the password does not open.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>Whether there was one that it does open: no other password does that.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>The certificates and keys of the parts that are open.</summary>
    public CertificateParts Parts => new([.. _certificates.Distinct()], [.. _keys.Distinct()]);

    /// <summary>The bytes of a content that is one text of bytes.</summary>
    public static byte[] Octets(ContentInfo info) => Octets(info.Content);

    /// <summary>Reads one part.</summary>
    /// <exception cref="IOException">It is damaged. So may be told with any of what <see cref="CertificateReader.IsMalformed"/> names.</exception>
    public void Add(ContentInfo part)
    {
        if (PkcsObjectIdentifiers.Data.Equals(part.ContentType))
            Add(Bags(Octets(part)));
        else if (PkcsObjectIdentifiers.EncryptedData.Equals(part.ContentType))
            Add(Opened(Encrypted(part), Bags) ?? []);
    }

    private void Add(IReadOnlyList<SafeBag> bags)
    {
        foreach (var bag in bags)
        {
            if (PkcsObjectIdentifiers.CertBag.Equals(bag.BagID))
                AddCertificate(CertBag.GetInstance(bag.BagValueEncodable));
            else if (PkcsObjectIdentifiers.KeyBag.Equals(bag.BagID))
                AddKey(PrivateKeyInfo.GetInstance(bag.BagValueEncodable));
            else if (PkcsObjectIdentifiers.Pkcs8ShroudedKeyBag.Equals(bag.BagID))
                AddKey(Opened(Encrypted(bag), PrivateKeyInfo.GetInstance));
        }
    }

    private void AddCertificate(CertBag bag)
    {
        if (PkcsObjectIdentifiers.X509Certificate.Equals(bag.CertID))
            _certificates.Add(new(Octets(bag.CertValueEncodable)));
    }

    private void AddKey(PrivateKeyInfo? key)
    {
        if (key is not null)
            _keys.Add(PrivateKeyFactory.CreateKey(key));
    }

    // Wrong bytes may have a right padding, once in 256 times, and then fail in any way: neither that nor the first reading ends the search.
    private T? Opened<T>((AlgorithmIdentifier Cipher, byte[] Content) encrypted, Func<byte[], T> read)
        where T : class
    {
        RequireKnown(encrypted.Cipher);
        foreach (var reading in readings)
        {
            try
            {
                var part = read(Decrypted(encrypted.Cipher, reading, encrypted.Content));
                HasOpened = true;
                return part;
            }
            catch (Exception wrongBytes) when (CertificateReader.IsMalformed(wrongBytes))
            {
                continue;
            }
        }

        IsLocked = true;
        return null;
    }

    private static byte[] Decrypted(AlgorithmIdentifier cipher, PasswordReading reading, byte[] content)
    {
        var engine = (IBufferedCipher)PbeUtilities.CreateEngine(cipher);
        engine.Init(false, PbeUtilities.GenerateCipherParameters(cipher, reading.Letters, reading.EndsWhenEmpty));
        return engine.DoFinal(content);
    }

    // What no password would open is not the password's fault.
    private static void RequireKnown(AlgorithmIdentifier cipher)
    {
        var parameters = Required(cipher.Parameters);
        if (PkcsObjectIdentifiers.IdPbeS2.Equals(cipher.Algorithm))
        {
            var scheme = PbeS2Parameters.GetInstance(parameters);
            _ = Required(scheme.EncryptionScheme.Parameters);
            _ = Pbkdf2Params.GetInstance(Required(scheme.KeyDerivationFunc.Parameters));
        }

        if (PbeUtilities.CreateEngine(cipher) is not IBufferedCipher)
            throw new NotSupportedException($"The cipher {cipher.Algorithm} is not known here.");
    }

    private static IReadOnlyList<SafeBag> Bags(byte[] octets) => [.. Asn1Sequence.GetInstance(octets).Select(SafeBag.GetInstance)];

    private static (AlgorithmIdentifier Cipher, byte[] Content) Encrypted(ContentInfo part)
    {
        var data = EncryptedData.GetInstance(Required(part.Content));
        return (data.EncryptionAlgorithm, Octets(data.Content));
    }

    private static (AlgorithmIdentifier Cipher, byte[] Content) Encrypted(SafeBag bag)
    {
        var key = EncryptedPrivateKeyInfo.GetInstance(bag.BagValueEncodable);
        return (key.EncryptionAlgorithm, key.GetEncryptedData());
    }

    private static byte[] Octets(Asn1Encodable? content) => Asn1OctetString.GetInstance(Required(content)).GetOctets();

    private static Asn1Encodable Required(Asn1Encodable? part) => part ?? throw new IOException("A part of it is missing.");
}
