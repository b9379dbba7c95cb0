using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Certificates;

/// <summary>The file in an instance's home that holds its certificate and private key.</summary>
/// <param name="home">The instance's home.</param>
/// <param name="protection">Keeps others from the file's folder.</param>
/// <param name="account">
/// The account of the instance's service, which may use the folder beside administrators; <see langword="null"/> for that of this process.
/// </param>
public sealed class CertificateFile(string home, IFolderProtection protection, ServiceAccount? account)
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
                $"{Path} holds no certificate with its private key that can be used. Restore it from {System.IO.Path.GetFileName(PreviousPath)} beside it, or replace it: import-certificate gives the instance the one that its servers know, new-certificate a new identity.",
                unusable);
        }
    }

    /// <summary>
    /// Puts a certificate in the place of the one before, which stays beside it. The folder has its rights before the key is in it.
    /// </summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not write it, or may not keep others from it.</exception>
    public void Save(AgentCertificate certificate)
    {
        RequireFolder();
        AtomicFile.Write(Path, certificate.ToPem());
    }

    /// <summary>
    /// Reads the certificate, and makes one when there is none yet; for the agent itself. Whom its configuration names it becomes, or
    /// nobody.
    /// </summary>
    /// <param name="instance">The instance.</param>
    /// <param name="vendors">The one that its configuration names; <see langword="null"/> when it names none.</param>
    /// <param name="warn">Told when others may use the folder, or could, and this account cannot change that; and when one was taken over.</param>
    /// <param name="time">The clock.</param>
    /// <inheritdoc cref="Load" path="/exception"/>
    /// <inheritdoc cref="VendorCertificate.Open" path="/exception"/>
    public AgentCertificate LoadOrCreate(string instance, VendorCertificate? vendors, Action<string> warn, TimeProvider time)
    {
        if (Exists)
        {
            WarnOfOthers(warn);
            return Load();
        }

        // Before there is a key, and once more before it is written: to make one takes long enough for somebody to make the folder.
        RequireFolder();
        var first = vendors?.Open() ?? AgentCertificate.Create(instance, time);
        Save(first);
        if (vendors is not null)
            warn($"The certificate {first.Thumbprint} was taken over from the configuration into {Path}.");
        return first;
    }

    private void WarnOfOthers(Action<string> warn)
    {
        // Whatever stands in the way, the key is as safe as before. An agent that does not start would be worse.
        IReadOnlyList<string> trespassers = [];
        try
        {
            trespassers = Trespassers();
            if (trespassers.Count > 0)
                Protect();
        }
        catch (UnauthorizedAccessException) when (trespassers.Count > 0)
        {
            warn($"The private key in {Folder} can be used by {string.Join(", ", trespassers)}, and this account may not change that. Take their rights away as an administrator.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            warn($"The private key in {Folder} may be one that others can use: what is there could not be looked at, or not be kept to this account. {refused.Message}");
        }
    }

    // A new key is written where nobody else may read it, or nowhere.
    private void RequireFolder()
    {
        if (Directory.Exists(Folder) && Trespassers().Count == 0)
            return;
        Protect();
        if (Trespassers() is { Count: > 0 } trespassers)
        {
            throw new UnauthorizedAccessException(
                $"No private key is written to {Folder}, because {string.Join(", ", trespassers)} may use it. Take their rights to it away, or move it away, and try again.");
        }
    }

    private void Protect() => protection.Protect(Folder, Access, account);

    private IReadOnlyList<string> Trespassers() => protection.Trespassers(Folder, Access, account);

    private FolderAccess Access => account is { Kind: ServiceAccountKind.LocalSystem } ? FolderAccess.AdministratorsOnly : FolderAccess.OwnAccount;
}
