namespace Octopus.Manager.Commands;

/// <summary>What a backup is encrypted with: a passphrase, a key file that is there, or one that is made for it.</summary>
/// <param name="Passphrase">The passphrase.</param>
/// <param name="KeyFile">The key file.</param>
/// <param name="NewKeyFile">The key file to make.</param>
public sealed record BackupSecretWish(string? Passphrase = null, string? KeyFile = null, string? NewKeyFile = null);
