using System.CommandLine;
using Octopus.Backup.Reading;
using Octopus.Backup.Restoring;
using Octopus.Backup.Secrets;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Backups;

/// <summary><c>restore</c>: puts instances back from backups, on this machine or another one, under their names or others.</summary>
internal static class RestoreCommand
{
    public static Command Build(CommandHost host)
    {
        var from = new Option<string?>("--from") { HelpName = "FILE|FOLDER", Description = "The backup; or the folder of backups, of which the newest of each instance is taken." };
        var names = new Option<string[]>("--instance") { HelpName = "NAME", Description = "With a folder: the instance to restore, also several times; * for all.", AllowMultipleArgumentsPerToken = false };
        names.Validators.Add(Options.RefuseOptions);
        var to = new Option<string?>("--as") { HelpName = "NAME", Description = "The name that the instance gets. Default: the one it had." };
        var home = Options.Home();
        var port = Options.Port();
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the instance, or the home, that is there." };
        var stop = new Option<bool>("--stop") { Description = "Stop an instance that runs and start it again afterwards." };
        var newCertificate = new Option<bool>("--new-certificate") { Description = "Leave the certificate in the backup; the instance makes a new one. Two instances should not have one identity." };
        var recover = new Option<bool>("--recover") { Description = "Bring restores that were interrupted to their end." };
        var secrets = new BackupSecrets(host);
        return ChangeCommand.Build(
            host,
            "restore",
            "Put instances back from backups. A backup is proved to its last byte before anything is replaced.",
            [
                new("Restore one; the passphrase is asked for", "restore --from D:\\Backups\\prod-a-20261124-020000.octobackup"),
                new("Put the newest backup in place of an instance that runs", "restore --from D:\\Backups --instance \"Prod A\" --overwrite --stop --key-file D:\\Keys\\backup.key --yes"),
                new("Make a second instance of it", "restore --from D:\\Backups\\prod-a-20261124-020000.octobackup --as \"Prod B\" --new-certificate"),
                new("Finish what a power cut has left", "restore --recover"),
            ],
            [from, names, to, home, port, .. secrets.Options, overwrite, stop, newCertificate, recover],
            (parse, cancellation) =>
            {
                MaintenanceGuard.RequireNone(host, starts: parse.GetValue(stop));
                if (parse.GetValue(recover))
                    return Task.FromResult(Recovery(host));
                var source = Options.PathOf(parse, from) ?? throw new CommandException(ExitCode.Usage, "Nothing to restore. Name a backup, or a folder of backups, with --from.");
                var wish = new RestoreWish(parse.GetValue(to), Options.PathOf(parse, home), parse.GetValue(port), parse.GetValue(overwrite), parse.GetValue(stop), parse.GetValue(newCertificate));
                BackupSecret? secret = null;
                BackupSecret Secret() => secret ??= secrets.Read(parse);
                var files = new BackupChoice(host, Secret).Files(source, parse.GetValue(names));
                if (files.Count > 1 && (wish.Name ?? wish.Home ?? (object?)wish.Port) is not null)
                    throw new CommandException(ExitCode.Usage, "--as, --home and --port are for one instance each. Name one backup, or leave them out.");
                return Task.FromResult(MakePlan(host, files, Secret(), wish, line => secrets.AddTo(line, parse), cancellation));
            },
            asks: true);
    }

    private static Plan MakePlan(CommandHost host, IReadOnlyList<string> files, BackupSecret secret, RestoreWish wish, Func<CommandText, CommandText> addSecret, CancellationToken cancellation)
    {
        var planning = new RestorePlanning(host, wish, []);
        var (steps, script, refused, replaced) = (new List<PlannedStep>(), new List<CommandText>(), new List<RefusedInstance>(), 0);
        foreach (var file in files)
        {
            try
            {
                var (made, line, replaces) = planning.Make(file, secret, cancellation);
                steps.AddRange(made);
                script.Add(addSecret(line));
                replaced += replaces ? 1 : 0;
            }
            catch (Exception known) when (files.Count > 1 && Failure.IsKnown(known))
            {
                refused.Add(new(BackupFile.Peek(file).InstanceName, Failure.ExitCodeOf(known), Failure.MessageOf(known)));
            }
        }

        return new(steps, script)
        {
            Refused = refused,
            Question = replaced == 0 ? null : replaced == 1 ? "Replace the instance with its backup?" : $"Replace {replaced} instances with their backups?",
        };
    }

    private static Plan Recovery(CommandHost host)
    {
        // Nobody else sees whether there is one.
        host.RequireElevation();
        var journals = new RestoreJournals(host.Machine, host.Application, host.Maintenance.Protection.Rights);
        var restore = new InstanceRestore(host.Store, journals, host.Maintenance.Protection.Rights, host.Removal);
        var steps = journals.Read().Select(journal => Recovery(journal, restore)).ToList();
        if (steps.Count == 0)
            steps.Add(PlannedStep.Of(PlannedChange.Machine, "Do nothing: no restore was interrupted", () => "No restore was interrupted."));
        return new(steps, [new CommandText("restore").Flag("--recover")]);
    }

    private static PlannedStep Recovery(RestoreJournal journal, InstanceRestore restore)
    {
        restore.RequireBelieved(journal);
        var purpose = journal.Phase == RestorePhase.Committed ? "Delete what the restore has replaced" : "Undo the restore: it was interrupted before it was done";
        return new(
            [new(journal.InstanceName, purpose), .. InstanceRestore.ToRecover(journal).Select(change => new PlannedChange(journal.InstanceName, change))],
            (report, _) =>
            {
                report.Done(journal.InstanceName, restore.Recover(journal, report.Warn)
                    ? $"Instance '{journal.InstanceName}' is restored."
                    : $"Instance '{journal.InstanceName}' is as it was before the restore.");
                return Task.CompletedTask;
            });
    }
}
