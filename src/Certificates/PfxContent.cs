using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
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
    public CertificateParts Parts => new(_certificates, _keys);

    /// <summary>The bytes of a content that is one text of bytes.</summary>
    public static byte[] Octets(ContentInfo info) => Octets(info.Content);

    /// <summary>Reads one part.</summary>
    /// <exception cref="IOException">It is damaged. So may be told with any of what <see cref="CertificateReader.IsMalformed"/> names.</exception>
    /// <exception cref="UnknownFormException">No password opens it here.</exception>
    public void Add(ContentInfo part)
    {
        if (PkcsObjectIdentifiers.Data.Equals(part.ContentType))
            Add(Bags(Octets(part)));
        else if (PkcsObjectIdentifiers.EncryptedData.Equals(part.ContentType))
            Add(Opened(Encrypted(part), Bags) ?? []);
        else
            throw UnknownFormException.Encryption(part.ContentType);
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

    private T? Opened<T>(PasswordCipher encrypted, Func<byte[], T> read)
        where T : class
    {
        var part = encrypted.Opened(readings, read);
        IsLocked |= part is null;
        HasOpened |= part is not null;
        return part;
    }

    private static IReadOnlyList<SafeBag> Bags(byte[] octets) => [.. Asn1Sequence.GetInstance(octets).Select(SafeBag.GetInstance)];

    private static PasswordCipher Encrypted(ContentInfo part)
    {
        var data = EncryptedData.GetInstance(Required(part.Content));
        return new(data.EncryptionAlgorithm, Octets(data.Content));
    }

    private static PasswordCipher Encrypted(SafeBag bag)
    {
        var key = EncryptedPrivateKeyInfo.GetInstance(bag.BagValueEncodable);
        return new(key.EncryptionAlgorithm, key.GetEncryptedData());
    }

    private static byte[] Octets(Asn1Encodable? content) => Asn1OctetString.GetInstance(Required(content)).GetOctets();

    private static Asn1Encodable Required(Asn1Encodable? part) => part ?? throw new IOException("A part of it is missing.");
}
