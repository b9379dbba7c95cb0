using System.CommandLine;
using Octopus.Backup.Secrets;
using Octopus.Cli.Scripts;
using Octopus.Cli.Secrets;

namespace Octopus.Cli.Backups;

/// <summary>What a backup is encrypted with, from where the caller keeps it.</summary>
internal sealed class BackupSecrets(CommandHost host)
{
    private readonly SecretInput _passphrase = new(host, "the passphrase of the backup", "--passphrase", "OCTOPUS_BACKUP_PASSPHRASE");
    private readonly Option<string?> _keyFile = new("--key-file") { HelpName = "FILE", Description = "A key file, in place of a passphrase." };

    /// <summary>The options of a command that reads or writes backups.</summary>
    public IReadOnlyList<Option> Options => [.. _passphrase.Options, _keyFile];

    /// <summary>The secret of backups that are there.</summary>
    public BackupSecret Read(ParseResult parse) => Given(parse) ?? BackupSecret.FromPassphrase(_passphrase.Require(parse));

    /// <summary>The secret of new backups: a passphrase that is typed is typed twice.</summary>
    public BackupSecret Choose(ParseResult parse) => Given(parse) ?? BackupSecret.FromPassphrase(_passphrase.Require(parse, twice: true));

    /// <summary>Whether some secret was given with an option.</summary>
    public bool IsGiven(ParseResult parse) => _passphrase.IsGiven(parse) || parse.GetValue(_keyFile) is not null;

    /// <summary>Adds the way it was given to a command line.</summary>
    public CommandText AddTo(CommandText command, ParseResult parse) => _passphrase.AddTo(command.Option(_keyFile.Name, Cli.Options.PathOf(parse, _keyFile)), parse);

    private BackupSecret? Given(ParseResult parse)
    {
        if (Cli.Options.PathOf(parse, _keyFile) is not { } file)
            return null;
        return _passphrase.IsGiven(parse)
            ? throw new CommandException(ExitCode.Usage, "A backup is encrypted with a passphrase or a key file, and two are named. Leave one out.")
            : KeyFile.Read(file);
    }
}
