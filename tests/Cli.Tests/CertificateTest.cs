using Octopus.Certificates;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>The machine of <see cref="CommandTest"/>, and certificates on it.</summary>
public abstract class CertificateTest : CommandTest
{
    internal CertificateFile FileOf(string instance) => new(Machine.Settings(instance).Home!, Machine.Protection, Octopus.Services.ServiceAccount.LocalSystem);

    /// <summary>Gives an instance a certificate without the command line.</summary>
    internal AgentCertificate Give(string instance)
    {
        var certificate = AgentCertificate.Create(instance, TimeProvider.System);
        FileOf(instance).Save(certificate);
        return certificate;
    }

    /// <summary>Puts a file of another program on the machine.</summary>
    internal string Write(string name, byte[] content)
    {
        var path = Machine.PathTo(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The password of another program's file, where only its owner reads it.</summary>
    internal string PasswordFile(string password = OtherCertificate.Password) => Write("password.txt", System.Text.Encoding.UTF8.GetBytes(password));

    internal string Pfx(OtherCertificate certificate) => Write("other.pfx", certificate.Pfx());
}
