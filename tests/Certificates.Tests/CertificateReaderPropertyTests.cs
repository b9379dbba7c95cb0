using System.Text;
using CsCheck;
using Octopus.Certificates;
using Octopus.Tests.Support;

namespace Octopus.Tests.Certificates;

/// <summary>An elevated administrator imports what somebody sent: whatever it is, it ends in a certificate or a sentence.</summary>
[TestClass]
public sealed class CertificateReaderPropertyTests
{
    private static readonly byte[][] Sources = MakeSources();

    [TestMethod]
    public void Any_bytes_are_a_certificate_or_say_what_is_wrong() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 80],
            Gen.Select(Gen.Int[0, Sources.Length - 1], Gen.Select(Gen.Int[0, 3000], Gen.Byte).Array[0, 3], Changed),
            Gen.Select(Gen.Int[0, Sources.Length - 1], Gen.Double[0, 1], (source, part) => Sources[source][..(int)(Sources[source].Length * part)])).Sample(
            content =>
            {
                try
                {
                    Assert.AreEqual(40, CertificateReader.Read(content, "x", OtherCertificate.Password).Thumbprint.Length);
                }
                catch (CertificateException refused)
                {
                    Assert.StartsWith("x ", refused.Message);
                }
            },
            iter: 1_500,
            print: content => Convert.ToBase64String(content));

    private static byte[] Changed(int source, (int At, byte Byte)[] changes)
    {
        var content = Sources[source].ToArray();
        foreach (var (at, value) in changes)
            content[at % content.Length] = value;
        return content;
    }

    private static byte[][] MakeSources()
    {
        using var ecdsa = OtherCertificate.Ecdsa();
        using var rsa = OtherCertificate.Rsa(1024);
        return
        [
            ecdsa.Pfx(), ecdsa.Pfx(null), rsa.ModernPfx(), ecdsa.Pem, rsa.Pem, ecdsa.Der,
            Encoding.ASCII.GetBytes(rsa.CertificatePem + rsa.EncryptedKeyPem),
            Encoding.ASCII.GetBytes(ecdsa.TraditionalKeyPem + ecdsa.CertificatePem),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(ecdsa.Pfx())),
        ];
    }
}
