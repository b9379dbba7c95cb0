namespace Octopus.Manager.Commands;

/// <summary>How a person wants a backup put back.</summary>
/// <param name="From">The backup.</param>
public sealed record RestoreWish(string From)
{
    /// <summary>The name that the instance gets; <see langword="null"/> for the one it had.</summary>
    public string? Name { get; init; }

    /// <summary>The home that it gets; <see langword="null"/> for the one it had.</summary>
    public string? Home { get; init; }

    /// <summary>The port that it gets; <see langword="null"/> for the one it had, when it is free.</summary>
    public int? Port { get; init; }

    /// <summary>Whether what is there is replaced, and stopped meanwhile.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Whether the certificate stays in the backup and the instance makes a new one.</summary>
    public bool NewCertificate { get; init; }
}
