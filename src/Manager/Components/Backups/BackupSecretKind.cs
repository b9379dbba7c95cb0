namespace Octopus.Manager.Components.Backups;

/// <summary>The ways to encrypt a backup.</summary>
public enum BackupSecretKind
{
    /// <summary>A passphrase.</summary>
    Passphrase,
    /// <summary>A key file that is there.</summary>
    KeyFile,
    /// <summary>A key file that is made for it.</summary>
    NewKeyFile,
}
