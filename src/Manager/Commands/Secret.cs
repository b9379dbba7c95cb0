namespace Octopus.Manager.Commands;

/// <summary>A password or passphrase that a person has typed. It reaches its command as a variable and is part of no command line.</summary>
/// <param name="Variable">The variable of the environment that the command reads.</param>
/// <param name="Value">The secret.</param>
public sealed record Secret(string Variable, string Value)
{
    /// <summary>The variable with the password of a service's account.</summary>
    public const string ServicePassword = "OCTOPUS_SERVICE_PASSWORD";

    /// <summary>The variable with the passphrase of a backup.</summary>
    public const string BackupPassphrase = "OCTOPUS_BACKUP_PASSPHRASE";

    /// <summary>The variable with the password of a PFX file.</summary>
    public const string PfxPassword = "OCTOPUS_PFX_PASSWORD";

    /// <summary>The name only, so that no log gets the secret.</summary>
    public override string ToString() => Variable;
}
