using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace Octopus.Certificates;

/// <summary>The kinds of keys that an agent can use.</summary>
public enum CertificateKeyKind
{
    /// <summary>ECDSA on P-256: what this product makes.</summary>
    EcdsaP256,
    /// <summary>ECDSA on P-384.</summary>
    EcdsaP384,
    /// <summary>ECDSA on P-521.</summary>
    EcdsaP521,
    /// <summary>RSA of any length.</summary>
    Rsa,
}

/// <summary>The key of a certificate, for people and for TLS.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bits">Its length in bits.</param>
public sealed record CertificateKey(CertificateKeyKind Kind, int Bits)
{
    private const int ShortestRsa = 2048;

    private static readonly Dictionary<DerObjectIdentifier, CertificateKey> Curves = new()
    {
        [SecObjectIdentifiers.SecP256r1] = new(CertificateKeyKind.EcdsaP256, 256),
        [SecObjectIdentifiers.SecP384r1] = new(CertificateKeyKind.EcdsaP384, 384),
        [SecObjectIdentifiers.SecP521r1] = new(CertificateKeyKind.EcdsaP521, 521),
    };

    /// <summary>Whether it is shorter than is safe today.</summary>
    public bool IsWeak => Kind == CertificateKeyKind.Rsa && Bits < ShortestRsa;

    /// <summary>For people: <c>ECDSA P-256</c>, <c>RSA 2048</c>.</summary>
    public override string ToString() => Kind == CertificateKeyKind.Rsa ? $"RSA {Bits}" : $"ECDSA P-{Bits}";

    /// <summary>What a private key is; <see langword="null"/> when an agent cannot use it.</summary>
    internal static CertificateKey? Of(AsymmetricKeyParameter key) => key switch
    {
        RsaPrivateCrtKeyParameters rsa => new(CertificateKeyKind.Rsa, rsa.Modulus.BitLength),
        ECPrivateKeyParameters { PublicKeyParamSet: { } curve } => Curves.GetValueOrDefault(curve),
        _ => null,
    };

    /// <summary>Whether a private key and a public key are two halves of one.</summary>
    internal static bool Match(AsymmetricKeyParameter privateKey, AsymmetricKeyParameter publicKey) => (privateKey, publicKey) switch
    {
        (RsaPrivateCrtKeyParameters own, RsaKeyParameters other) => own.Modulus.Equals(other.Modulus) && own.PublicExponent.Equals(other.Exponent),
        (ECPrivateKeyParameters own, ECPublicKeyParameters other) =>
            own.Parameters.Curve.Equals(other.Parameters.Curve) && own.Parameters.G.Multiply(own.D).Equals(other.Q),
        _ => false,
    };
}
