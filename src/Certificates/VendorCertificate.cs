using System.Text;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Certificates;

/// <summary>
/// The certificate that the configuration of an instance names, as the vendor's agent writes it: a PFX without a password, which Windows
/// has protected for the machine. Who is known by it must not become another one without being told.
/// </summary>
public sealed class VendorCertificate
{
    private readonly InstanceRecord _record;
    private readonly string? _value;
    private readonly IMachineSecrets _secrets;

    private VendorCertificate(InstanceRecord record, string? value, string? thumbprint, IMachineSecrets secrets) =>
        (_record, _value, Thumbprint, _secrets) = (record, value, thumbprint, secrets);

    /// <summary>Its thumbprint; <see langword="null"/> when the configuration does not say.</summary>
    public string? Thumbprint { get; }

    /// <summary>The one of an instance; <see langword="null"/> when its configuration names none.</summary>
    /// <param name="record">The instance.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="secrets">Opens what was protected for this machine.</param>
    public static VendorCertificate? In(InstanceRecord record, InstanceSettings settings, IMachineSecrets secrets) =>
        settings is { VendorCertificate: null, CertificateThumbprint: null } ? null : new(record, settings.VendorCertificate, settings.CertificateThumbprint, secrets);

    /// <summary>Opens it.</summary>
    /// <exception cref="CertificateException">
    /// <see cref="CertificateError.NotTakenOver"/>: it cannot be opened on this machine, or it is another one than the configuration says.
    /// </exception>
    public AgentCertificate Open()
    {
        if (_value is null)
            throw NotTakenOver("the file has its thumbprint only", null);
        var opened = Read(Bytes(_value));
        return Thumbprint is null || opened.Thumbprint == Thumbprint
            ? opened
            : throw NotTakenOver($"the one that is in the file is {opened.Thumbprint}", null);
    }

    private AgentCertificate Read(byte[] value)
    {
        // A program that writes the file for the vendor's agent may leave the protection out.
        var content = PfxFile.Is(value) ? value
            : _secrets.TryOpen(value, out var opened, out var reason) ? Bytes(Encoding.UTF8.GetString(opened))
            : throw NotTakenOver($"Windows protects it for one machine, and does not open it on this one: {reason}", null);
        try
        {
            return CertificateReader.Read(content, "It", password: null);
        }
        catch (CertificateException unusable)
        {
            throw NotTakenOver(Lower(unusable.Message), unusable);
        }
    }

    private byte[] Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : throw NotTakenOver("its value is damaged", null);
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private CertificateException NotTakenOver(string reason, Exception? cause) => new(
        CertificateError.NotTakenOver,
        $"The configuration of instance '{_record.Name}', {_record.ConfigurationFilePath}, names the certificate {Thumbprint ?? "of the vendor's agent"}, which cannot be used: {reason}. "
            + $"Give the instance the one that its servers know, from a PFX or PEM file, with: import-certificate --from-file FILE --instance \"{_record.Name}\". For a new identity, which every server has to be told: new-certificate --instance \"{_record.Name}\".",
        cause);
}
