using Octopus.Backup.Secrets;

namespace Octopus.Backup.Manifests;

/// <summary>What a backup says about itself. It names no machine and no folder of one.</summary>
public sealed record Manifest
{
    /// <summary>The format that this version writes, and the newest it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format of the backup.</summary>
    public required int Format { get; init; }

    /// <summary>The product version that made it.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>The application of the instance.</summary>
    public required string Application { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceName { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The path of the configuration in the home, with forward slashes; <see langword="null"/> when it was elsewhere.</summary>
    public string? ConfigurationInHome { get; init; }

    /// <summary>Whether logs were saved too.</summary>
    public required bool WithLogs { get; init; }

    /// <summary>How the keys are made from the passphrase or key file.</summary>
    public required KeyDerivation KeyDerivation { get; init; }

    /// <summary>Every file, by path.</summary>
    public required IReadOnlyList<ManifestEntry> Entries { get; init; }
}

/// <summary>One file of a backup. All are compressed and then encrypted.</summary>
/// <param name="Path">Its path in the backup, with forward slashes.</param>
/// <param name="Length">Its length as it was, in bytes.</param>
/// <param name="LastWrite">When it was last written.</param>
/// <param name="StoredLength">Its length in the backup, in bytes.</param>
/// <param name="Sha256">
/// The SHA-256 of its bytes in the backup. Of the encrypted bytes: with one of the file itself, whoever has the backup could try
/// out what a setting might be.
/// </param>
public sealed record ManifestEntry(string Path, long Length, DateTimeOffset LastWrite, long StoredLength, byte[] Sha256);
