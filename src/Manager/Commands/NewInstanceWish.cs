namespace Octopus.Manager.Commands;

/// <summary>The instance that a person wants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Home">Its home directory.</param>
/// <param name="Port">The port it listens on.</param>
public sealed record NewInstanceWish(string Name, string Home, int Port)
{
    /// <summary>A file with the certificate that it gets; <see langword="null"/> for a new one.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The password of that file.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Its service; <see langword="null"/> for none yet.</summary>
    public ServiceWish? Service { get; init; }
}
