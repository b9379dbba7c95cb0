using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Certificates;

/// <summary>The file in an instance's home that holds its certificate and private key.</summary>
/// <param name="home">The instance's home.</param>
/// <param name="protection">Keeps others from the file's folder.</param>
public sealed class CertificateFile(string home, IFolderProtection protection)
{
    /// <summary>The folder, which only administrators and the account of the instance may use.</summary>
    public string Folder { get; } = System.IO.Path.Combine(home, "Certificate");

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(Folder, "agent.pem");

    /// <summary>The certificate before the last one, once it has been replaced.</summary>
    public string PreviousPath => Path + AtomicFile.PreviousEnding;

    /// <summary>Whether the instance has a certificate.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Reads the certificate.</summary>
    /// <exception cref="CertificateException">The file holds none.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not read it.</exception>
    public AgentCertificate Load()
    {
        try
        {
            return CertificateReader.ReadFile(Path, password: null);
        }
        catch (CertificateException unusable)
        {
            throw new CertificateException(
                unusable.Error,
                $"{Path} holds no certificate with its private key that can be used. Restore it from {System.IO.Path.GetFileName(PreviousPath)} beside it, or move it away to get a new identity.",
                unusable);
        }
    }

    /// <summary>
    /// Puts a certificate in the place of the one before, which stays beside it. A folder that is not there is made with its rights from the
    /// first moment; one that is there keeps them.
    /// </summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="access">Who may use the folder when it is made.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not write it.</exception>
    public void Save(AgentCertificate certificate, FolderAccess access)
    {
        if (!Directory.Exists(Folder))
            protection.Protect(Folder, access);
        AtomicFile.Write(Path, certificate.ToPem());
    }

    /// <summary>Reads the certificate, and makes one when there is none yet; for the agent itself.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="warn">Told when others may use the folder and this account cannot change that.</param>
    /// <param name="time">The clock.</param>
    /// <inheritdoc cref="Load" path="/exception"/>
    public AgentCertificate LoadOrCreate(string instance, Action<string> warn, TimeProvider time)
    {
        Protect(warn);
        if (Exists)
            return Load();
        var created = AgentCertificate.Create(instance, time);
        Save(created, FolderAccess.OwnAccount);
        return created;
    }

    private void Protect(Action<string> warn)
    {
        if (protection.Trespassers(Folder, FolderAccess.OwnAccount) is not { Count: > 0 } trespassers)
            return;
        try
        {
            protection.Protect(Folder, FolderAccess.OwnAccount);
        }
        catch (UnauthorizedAccessException)
        {
            // The key is as safe as before. An agent that does not start would be worse.
            warn($"The private key in {Folder} can be used by {string.Join(", ", trespassers)}, and this account may not change that. Take their rights away as an administrator.");
        }
    }
}
