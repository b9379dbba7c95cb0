using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>What can be done with backups.</summary>
public static class BackupJobs
{
    /// <summary>Saves instances.</summary>
    public static Job Save(IReadOnlyList<string> instances, string to, BackupSecretWish secret, bool withLogs, bool stops)
    {
        var words = new CommandText("backup");
        foreach (var instance in instances)
            words.Option("--instance", instance);
        words.Option("--to", to).Flag("--with-logs", withLogs).Flag("--stop", stops);
        return new($"Back up {InstanceJobs.Named(instances)}", "Back up", Command(words, secret)) { Instances = instances };
    }

    /// <summary>Puts an instance back.</summary>
    /// <param name="wish">What and how.</param>
    /// <param name="secret">What the backup was encrypted with.</param>
    public static Job Restore(RestoreWish wish, BackupSecretWish secret)
    {
        var words = new CommandText("restore").Option("--from", wish.From).Option("--as", wish.Name).Option("--home", wish.Home).Option("--port", wish.Port)
            .Flag("--overwrite", wish.Overwrites).Flag("--stop", wish.Overwrites).Flag("--new-certificate", wish.NewCertificate).Flag("--yes");
        return new(wish.Name is null ? "Restore a backup" : $"Restore a backup as '{wish.Name}'", "Restore", Command(words, secret))
        {
            Instances = wish.Name is null ? [] : [wish.Name],
            IsDangerous = wish.Overwrites,
            Caution = wish.Overwrites ? "What is there now is replaced by what was saved." : null,
        };
    }

    /// <summary>Brings interrupted restores to their end.</summary>
    public static Job Recover() => new(
        "Finish interrupted restores", "Finish", new ManagerCommand(new CommandText("restore").Flag("--recover").Flag("--yes")));

    internal static ManagerCommand Command(CommandText words, BackupSecretWish secret) =>
        new(words.Option("--key-file", secret.KeyFile).Option("--new-key-file", secret.NewKeyFile))
        {
            Secret = secret.Passphrase is { Length: > 0 } passphrase ? new(Secret.BackupPassphrase, passphrase) : null,
        };
}
