using Octopus.Backup.Secrets;
using Octopus.Instances;

namespace Octopus.Backup.Saving;

/// <summary>What is to be saved, and where.</summary>
public sealed record BackupRequest
{
    /// <summary>The application of the instance.</summary>
    public required Application Application { get; init; }

    /// <summary>The instance.</summary>
    public required InstanceRecord Record { get; init; }

    /// <summary>Its home; <see langword="null"/> when it has none.</summary>
    public required string? Home { get; init; }

    /// <summary>Full path of the backup; its folder is made when it is not there.</summary>
    public required string Target { get; init; }

    /// <summary>What the backup is encrypted with.</summary>
    public required BackupSecret Secret { get; init; }

    /// <summary>The product version.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>Whether logs are saved too. Default: no.</summary>
    public bool WithLogs { get; init; }

    /// <summary>Files and folders of others, which may lie in the home. Default: none.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>Finds what will be saved.</summary>
    public OwnedFileSearch Search => new(Record, Home, WithLogs, Foreign);
}
