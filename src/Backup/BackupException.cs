namespace Octopus.Backup;

/// <summary>A backup cannot be made or restored. The message is one sentence and the next step; nothing was replaced.</summary>
public sealed class BackupException(BackupError error, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What it is about.</summary>
    public BackupError Error { get; } = error;
}
