using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Backups;

/// <summary>What a person encrypts a backup with, or opens it with.</summary>
public sealed class BackupSecretChoice
{
    /// <summary>Which of the ways.</summary>
    public BackupSecretKind Kind { get; set; }

    /// <summary>The passphrase.</summary>
    public string Passphrase { get; set; } = "";

    /// <summary>The passphrase once more, because nobody could tell later that it was mistyped.</summary>
    public string Again { get; set; } = "";

    /// <summary>The key file.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>What is missing or wrong; <see langword="null"/> when nothing is.</summary>
    /// <param name="isNew">Whether the backup is yet to be made.</param>
    public string? Problem(bool isNew) => Kind switch
    {
        BackupSecretKind.Passphrase when Passphrase.Length == 0 => "Type a passphrase.",
        BackupSecretKind.Passphrase when isNew && Passphrase != Again => "The two are not the same.",
        BackupSecretKind.Passphrase => null,
        _ when KeyFile.Trim().Length == 0 => "Name the key file.",
        BackupSecretKind.KeyFile when !File.Exists(KeyFile.Trim()) => $"There is no file {KeyFile.Trim()} on this machine.",
        _ => null,
    };

    /// <summary>What is asked for.</summary>
    public BackupSecretWish Wish() => Kind switch
    {
        BackupSecretKind.Passphrase => new(Passphrase: Passphrase),
        BackupSecretKind.KeyFile => new(KeyFile: KeyFile.Trim()),
        _ => new(NewKeyFile: KeyFile.Trim()),
    };
}
