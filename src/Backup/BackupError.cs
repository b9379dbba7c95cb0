namespace Octopus.Backup;

/// <summary>What the caller can put right about a backup.</summary>
public enum BackupError
{
    /// <summary>The file is damaged, incomplete, changed by somebody, or no backup of a version that this product reads.</summary>
    FileUnusable,
    /// <summary>The passphrase or key file is missing, unusable, or not the one that the backup was made with.</summary>
    SecretUnusable,
    /// <summary>A file would be overwritten.</summary>
    AlreadyExists,
    /// <summary>The files of the instance changed all the time, or one is held by another program.</summary>
    Changing,
    /// <summary>There is not enough room on the disk, or a folder or file is in the way.</summary>
    NoRoom,
    /// <summary>An earlier restore of the instance was interrupted and must be brought to an end first.</summary>
    Interrupted,
}
