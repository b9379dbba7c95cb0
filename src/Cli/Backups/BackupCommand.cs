using System.CommandLine;
using Octopus.Backup;
using Octopus.Backup.Saving;
using Octopus.Backup.Secrets;
using Octopus.Cli.Instances;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;

namespace Octopus.Cli.Backups;

/// <summary><c>backup</c>: saves instances, each into a file of its own, while they run.</summary>
internal static class BackupCommand
{
    public static Command Build(CommandHost host)
    {
        var names = InstanceSelection.Option(host);
        var to = new Option<string?>("--to") { HelpName = "FOLDER|FILE", Description = $"The folder of the backups, or the file of the only one; a file ends in {BackupName.Ending}.", Required = true };
        var newKey = new Option<string?>("--new-key-file") { HelpName = "FILE", Description = "Make a key file and encrypt with it. Without it nobody can restore the backup." };
        var logs = new Option<bool>("--with-logs") { Description = "Save the logs too." };
        var stop = new Option<bool>("--stop") { Description = "Stop an instance that runs while it is saved. Without it the files are copied until none has changed meanwhile." };
        var secrets = new BackupSecrets(host);
        return ChangeCommand.Build(
            host,
            "backup",
            "Save instances: settings, certificate with its key, and data, encrypted, each in a file of its own.",
            [
                new("Save all of them; the passphrase is asked for", "backup --instance * --to D:\\Backups"),
                new("In a script", "backup --instance \"Prod A\" --to D:\\Backups --passphrase-file passphrase.txt"),
                new("With a key file that is made for it", "backup --to D:\\Backups --new-key-file D:\\Keys\\backup.key"),
            ],
            [names, to, .. secrets.Options, newKey, logs, stop],
            (parse, _) =>
            {
                var chosen = parse.GetValue(names);
                var keyFile = Options.PathOf(parse, newKey);
                if (keyFile is not null && secrets.IsGiven(parse))
                    throw new CommandException(ExitCode.Usage, "--new-key-file makes the secret of the backup, and another one is named. Leave one out.");
                if (keyFile is not null)
                    KeyFile.RequireCreatable(keyFile, host.Maintenance.Protection.Rights);
                var saving = new Saving(host, InstanceSelection.Find(host, chosen), Options.PathOf(parse, to)!, parse.GetValue(logs), parse.GetValue(stop), line => secrets.AddTo(line.Option("--new-key-file", keyFile), parse));
                var secret = keyFile is not null || ChangeCommand.IsWhatIf(parse) ? null : secrets.Choose(parse);
                return Task.FromResult(saving.MakePlan(keyFile, () => secret ?? KeyFile.Read(keyFile!)));
            });
    }

    private sealed class Saving(CommandHost host, IReadOnlyList<InstanceRecord> records, string to, bool logs, bool stop, Func<CommandText, CommandText> addSecret)
    {
        private readonly DateTimeOffset _now = host.Maintenance.Time.GetUtcNow();

        public Plan MakePlan(string? newKeyFile, Func<BackupSecret> secret)
        {
            if (stop)
                MaintenanceGuard.RequireNone(host, starts: true);
            if (IsFile && records.Count > 1)
                throw new CommandException(ExitCode.Usage, $"{to} is one file, and {records.Count} instances are to be saved. Name a folder with --to.");

            var saved = new List<(InstanceRecord Record, OwnedFileSearch Search, string Target)>();
            var refused = new List<RefusedInstance>();
            foreach (var record in records)
            {
                try
                {
                    var target = IsFile ? to : Path.Combine(to, BackupName.Of(record.Name, _now));
                    InstanceBackup.RequireFree(target);
                    RequireOwn(record);
                    saved.Add((record, SearchOf(record), target));
                }
                catch (Exception known) when (records.Count > 1 && Failure.IsKnown(known))
                {
                    refused.Add(new(record.Name, Failure.ExitCodeOf(known), Failure.MessageOf(known)));
                }
            }

            var running = stop ? Running(saved.Select(instance => instance.Record)) : [];
            var steps = new List<PlannedStep>();
            if (running.Count > 0)
                steps.Add(ServiceSteps.Stop(host, running));
            if (newKeyFile is not null)
                steps.Add(MakeKey(newKeyFile));
            steps.Add(Save(saved, secret));
            if (running.Count > 0)
                steps.Add(ServiceSteps.Start(host, running) with { PutsBack = true });
            return new(steps, [.. saved.Select(instance => addSecret(new CommandText("backup")
                .Option("--instance", instance.Record.Name).Option("--to", instance.Target).Flag("--with-logs", logs).Flag("--stop", stop)))])
            { Refused = refused };
        }

        private bool IsFile => to.EndsWith(BackupName.Ending, StringComparison.OrdinalIgnoreCase);

        private PlannedStep MakeKey(string file) => PlannedStep.Of(PlannedChange.Machine, $"Make the key file {file}", () =>
        {
            KeyFile.Create(file, host.Maintenance.Protection.Rights);
            return $"Key file {file} made. Keep a copy of it elsewhere: without it nobody can restore the backups.";
        });

        private PlannedStep Save(List<(InstanceRecord Record, OwnedFileSearch Search, string Target)> saved, Func<BackupSecret> secret) => new(
            [.. saved.Select(instance => new PlannedChange(instance.Record.Name, Describe(instance.Search, instance.Target)))],
            (report, cancellation) => Parallel.ForEachAsync(
                saved.Where(instance => report.Instances.Contains(instance.Record.Name, StringComparer.OrdinalIgnoreCase)),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
                async (instance, _) => await Save(instance, secret(), report, cancellation).ConfigureAwait(false)));

        private async Task Save((InstanceRecord Record, OwnedFileSearch Search, string Target) instance, BackupSecret secret, ChangeReport report, CancellationToken cancellation)
        {
            var name = instance.Record.Name;
            try
            {
                foreach (var warning in instance.Search.Find().Warnings)
                    report.Warn(warning);
                var manifest = await new InstanceBackup(host.Maintenance.Time).Save(
                    new()
                    {
                        Application = host.Application,
                        Record = instance.Record,
                        Home = HomeOf(instance.Record),
                        Target = instance.Target,
                        Secret = secret,
                        ProductVersion = host.Version,
                        WithLogs = logs,
                        Foreign = Foreign(instance.Record),
                    },
                    cancellation).ConfigureAwait(false);
                report.Done(name, $"{name}: {FileCount.Told(manifest.Entries.Count)} saved in {instance.Target}, {new FileInfo(instance.Target).Length / 1024.0:N0} kB");
            }
            catch (Exception known) when (Failure.IsKnown(known))
            {
                report.Failed(name, Failure.ExitCodeOf(known), Failure.MessageOf(known));
            }
        }

        private static string Describe(OwnedFileSearch search, string target)
        {
            var files = search.Find().Files;
            return $"Save {FileCount.Told(files.Count)}, {files.Sum(file => file.Length) / 1024.0:N0} kB, in {target}";
        }

        private OwnedFileSearch SearchOf(InstanceRecord record) => new(record, HomeOf(record), logs, Foreign(record));

        // Where two instances have one configuration it would be the other's certificate that is saved, unless the home is marked as this one's.
        private void RequireOwn(InstanceRecord record)
        {
            if (!(HomeOf(record) is { } home && HomeMark.Read(home) is { } mark && InstanceName.IsSame(mark.InstanceName, record.Name)))
                new InstanceCatalog(host).RequireOwnConfiguration(record);
        }

        private static string? HomeOf(InstanceRecord record) => record.HomeWith(ConfigurationFile.Read(record));

        // What lies in a home that several instances share is not all its own.
        private List<string> Foreign(InstanceRecord record)
        {
            var foreign = new List<string> { host.Machine.Setup, host.Executable };
            foreach (var other in host.Store.Read().Instances.Where(other => other.Name != record.Name))
            {
                foreign.Add(other.ConfigurationFilePath);
                if (InstanceHome.Of(other) is { } home && !home.Equals(HomeOf(record), StringComparison.OrdinalIgnoreCase))
                    foreign.Add(home);
            }

            return foreign;
        }

        private List<InstanceService> Running(IEnumerable<InstanceRecord> instances)
        {
            var services = new InstanceServices(host);
            return [.. instances.Select(record => (record.Name, Service: services.Of(record.Name))).Where(instance => instance.Service is { WasRunning: true })
                .Select(instance => new InstanceService(instance.Name, instance.Service!.Service))];
        }
    }
}
