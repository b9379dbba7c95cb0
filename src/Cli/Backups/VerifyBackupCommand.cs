using System.CommandLine;
using System.Text.Json.Serialization;
using Octopus.Backup.Reading;

namespace Octopus.Cli.Backups;

/// <summary><c>verify-backup</c>: whether a backup could be restored.</summary>
internal static class VerifyBackupCommand
{
    public static Command Build(CommandHost host)
    {
        var from = new Option<string?>("--from") { HelpName = "FILE", Description = "The backup.", Required = true };
        var secrets = new BackupSecrets(host);
        return QueryCommand.Build(
            host,
            "verify-backup",
            "Read a backup to its last byte and prove that it is what was saved. Nothing is restored.",
            [new("See whether a copy is whole", "verify-backup --from D:\\Backups\\prod-a-20261124-020000.octobackup --key-file D:\\Keys\\backup.key")],
            [from, .. secrets.Options],
            BackupAnswerJson.Default.BackupAnswer,
            (parse, cancellation) => Task.FromResult(Verify(Options.PathOf(parse, from)!, secrets, parse, cancellation)));
    }

    private static QueryAnswer<BackupAnswer> Verify(string file, BackupSecrets secrets, ParseResult parse, CancellationToken cancellation)
    {
        using var backup = BackupFile.Open(file, secrets.Read(parse));
        backup.Verify(cancellation);
        var manifest = backup.Manifest;
        var answer = new BackupAnswer(manifest.InstanceName, manifest.Application, manifest.ProductVersion, manifest.Created, manifest.Entries.Count, manifest.Entries.Sum(entry => entry.Length), manifest.WithLogs);
        return new(answer, output => output.WriteLine($"{file} is whole: instance '{answer.InstanceName}' of {answer.Created:u}, {answer.Files} files, {answer.Bytes:N0} bytes."));
    }
}

/// <summary>What <c>verify-backup</c> answers to a program, when the backup is whole.</summary>
/// <param name="InstanceName">The instance that was saved.</param>
/// <param name="Application">What it is an instance of.</param>
/// <param name="ProductVersion">The version that saved it.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Files">How many files are in it.</param>
/// <param name="Bytes">How much they hold.</param>
/// <param name="WithLogs">Whether the logs are in it.</param>
public sealed record BackupAnswer(string InstanceName, string Application, string ProductVersion, DateTimeOffset Created, int Files, long Bytes, bool WithLogs);

/// <summary>How it is written and read.</summary>
[JsonSerializable(typeof(BackupAnswer))]
public sealed partial class BackupAnswerJson : JsonSerializerContext;
