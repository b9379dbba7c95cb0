using System.Text;
using Octopus.Certificates;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Certificates;

/// <summary>The certificate that the vendor's agent has left in a configuration is opened, or it is said why not.</summary>
[TestClass]
public sealed class VendorCertificateTests : IDisposable
{
    private static readonly InstanceRecord Record = new("Prod A", @"D:\Homes\Prod A\Tentacle.config");

    private readonly OtherCertificate source = OtherCertificate.Rsa();
    private readonly FakeMachineSecrets machine = new();

    public void Dispose() => source.Dispose();

    [TestMethod]
    public void Configuration_without_a_certificate_names_none()
    {
        Assert.IsNull(Named(null, null));
        Assert.IsNull(Named("", "no thumbprint"));
    }

    [TestMethod]
    public void Protected_certificate_opens_on_the_machine_that_it_is_for()
    {
        foreach (var thumbprint in new[] { source.Thumbprint, source.Thumbprint.ToLowerInvariant(), "\u200E" + source.Thumbprint.Insert(2, " "), null })
            Assert.AreEqual(source.Thumbprint, Named(Protected(), thumbprint)!.Open().Thumbprint, thumbprint);
    }

    [TestMethod]
    public void Certificate_that_somebody_has_left_open_is_read_too() =>
        Assert.AreEqual(source.Thumbprint, Named(Convert.ToBase64String(source.Pfx(null)), source.Thumbprint)!.Open().Thumbprint);

    [TestMethod]
    public void Certificate_of_another_machine_is_refused_with_the_reason_and_both_ways_out()
    {
        var refused = Refused(Named(Protected(new()), source.Thumbprint));

        Assert.AreEqual(
            $"The configuration of instance 'Prod A', {Record.ConfigurationFilePath}, names the certificate {source.Thumbprint}, which cannot be used: "
                + "Windows protects it for one machine, and does not open it on this one: The data is invalid (error 13). "
                + "Give the instance the one that its servers know, from a PFX or PEM file, with: import-certificate --from-file FILE --instance \"Prod A\". "
                + "For a new identity, which every server has to be told: new-certificate --instance \"Prod A\".",
            refused);
    }

    [TestMethod]
    public void Anything_else_is_refused_with_its_reason()
    {
        using var other = OtherCertificate.Ecdsa();

        Assert.Contains("cannot be used: the file has its thumbprint only.", Refused(Named(null, source.Thumbprint)));
        Assert.Contains("cannot be used: its value is damaged.", Refused(Named("%%%", source.Thumbprint)));
        Assert.Contains("cannot be used: its value is damaged.", Refused(Named(Protect("%%%"), source.Thumbprint)));
        Assert.Contains("cannot be used: it is not a certificate, or is damaged.", Refused(Named(Protect("aGVsbG8="), source.Thumbprint)));
        Assert.Contains("cannot be used: it holds no private key.", Refused(Named(Protect(Convert.ToBase64String(source.Der)), source.Thumbprint)));
        Assert.Contains($"cannot be used: the one that is in the file is {source.Thumbprint}.", Refused(Named(Protected(), other.Thumbprint)));
        Assert.Contains("names the certificate of the vendor's agent, which cannot be used", Refused(Named("AQAAANCMnd8BFdERjHoAwE", null)));
    }

    private static string Refused(VendorCertificate? named)
    {
        var refusal = Assert.ThrowsExactly<CertificateException>(() => named!.Open());
        Assert.AreEqual(CertificateError.NotTakenOver, refusal.Error);
        return refusal.Message;
    }

    private string Protected(FakeMachineSecrets? by = null) => Protect(Convert.ToBase64String(source.Pfx(null)), by);

    private string Protect(string text, FakeMachineSecrets? by = null) => Convert.ToBase64String((by ?? machine).Protect(Encoding.UTF8.GetBytes(text)));

    private VendorCertificate? Named(string? value, string? thumbprint)
    {
        var keys = new Dictionary<string, string>();
        if (value is not null)
            keys["Tentacle.Certificate"] = value;
        if (thumbprint is not null)
            keys["Tentacle.CertificateThumbprint"] = thumbprint;
        return VendorCertificate.In(Record, new(keys), machine);
    }
}
