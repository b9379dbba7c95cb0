using Octopus.Backup.Reading;
using Octopus.Backup.Restoring;
using Octopus.Backup.Secrets;
using Octopus.Cli.Instances;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Backups;

/// <summary>What somebody wants of a restore.</summary>
internal sealed record RestoreWish(string? Name, string? Home, int? Port, bool Overwrite, bool Stop, bool NewCertificate);

/// <summary>Plans the restore of one backup: what it becomes, and where. The whole backup is proved before the plan is there.</summary>
internal sealed class RestorePlanning(CommandHost host, RestoreWish wish, HashSet<int> ports)
{
    private readonly InstanceCatalog _catalog = new(host);
    private readonly InstanceRestore _restore = new(host.Store, new(host.Machine, host.Application, host.Maintenance.Protection.Rights), host.Maintenance.Protection.Rights, host.Removal);

    /// <summary>The steps, and the command line that does the same.</summary>
    public (IReadOnlyList<PlannedStep> Steps, CommandText Script, bool Replaces) Make(string file, BackupSecret secret, CancellationToken cancellation)
    {
        using var backup = BackupFile.Open(file, secret);
        if (backup.Manifest.Application != host.Application.Name)
            throw new CommandException(ExitCode.FileUnusable, $"{file} is a backup of {backup.Manifest.Application} and not of {host.Application.Name}. Restore it with the other program.");
        var request = Request(backup);
        _restore.Require(request, cancellation);

        var name = request.Record.Name;
        var installed = new InstanceServices(host).Of(name);
        if (installed is { WasActive: true } && !wish.Stop)
            throw new CommandException(ExitCode.Conflict, $"Instance '{name}' runs. Add --stop to stop it for the restore and start it again.");

        var steps = new List<PlannedStep>();
        if (installed is { WasActive: true })
            steps.Add(ServiceSteps.Stop(host, [new(name, installed.Service)]));
        steps.Add(Restore(file, secret, request, backup.Manifest.Created, installed));
        if (installed is { ComesBack: true })
            steps.Add(ServiceSteps.Start(host, [new(name, installed.Service)]) with { PutsBack = true });
        var script = new CommandText("restore").Option("--from", file).Option("--as", name).Option("--home", request.Home).Option("--port", request.Settings.Port)
            .Flag("--overwrite", wish.Overwrite).Flag("--stop", wish.Stop).Flag("--new-certificate", wish.NewCertificate).Flag("--yes", request.Replaces);
        return (steps, script, request.Replaces);
    }

    private PlannedStep Restore(string file, BackupSecret secret, RestoreRequest planned, DateTimeOffset created, InstanceState? installed)
    {
        var name = planned.Record.Name;
        var changes = new List<PlannedChange>
        {
            new(name, $"Restore {FileCount.Told(planned.HomeEntries.Count())} of {created:u} into the home {planned.Home}, with port {planned.Settings.Port}"),
            new(name, $"Write the configuration {planned.Record.ConfigurationFilePath}"),
        };
        if (Directory.Exists(planned.Home) && InstanceRestore.Replaced(planned) is { Count: > 0 } replaced)
            changes.Insert(0, new(name, $"Replace in {planned.Home}: {string.Join(", ", replaced)}"));
        changes.AddRange(planned.Kept.Select(kept => new PlannedChange(name, $"Leave {kept}")));
        if (!planned.Replaces)
            changes.Add(new(name, $"Add it to the instances of {host.Application.Name}"));
        return new(changes, (report, cancellation) =>
        {
            host.Maintenance.Protection.RequireFolders(host.Application, report.Warn);
            // Its service has stopped since the plan was made, and much may have happened.
            RequireReplaceable(planned.Home, planned.Record, planned.Before);
            // Proved again: the file was closed in between.
            using var backup = BackupFile.Open(file, secret);
            _restore.Run(planned with { Backup = backup }, _ => { }, report.Warn, cancellation);
            Protect(planned.Record, report);
            report.Done(name, installed is null
                ? $"Instance '{name}' restored: home {planned.Home}, port {planned.Settings.Port}. Start it with: {host.Told(new CommandText("service").Flag("--install").Flag("--start").Option("--instance", name))}."
                : $"Instance '{name}' restored: home {planned.Home}, port {planned.Settings.Port}.");
            return Task.CompletedTask;
        });
    }

    private RestoreRequest Request(BackupFile backup)
    {
        var saved = backup.Settings();
        var name = wish.Name ?? backup.Manifest.InstanceName;
        var existing = host.Store.Read().Find(name);
        if (existing is not null && !wish.Overwrite)
            throw new InstanceException(InstanceError.AlreadyExists, $"There is an instance '{existing.Name}'. Replace it with --overwrite, or restore the backup under another name with --as NAME.");

        name = existing?.Name ?? InstanceName.Check(name);
        var present = existing is not null && ConfigurationFile.TryRead(existing, out var now, out _) ? now : null;
        var home = Path.TrimEndingDirectorySeparator(wish.Home ?? HomeOf(existing, present, backup, saved, name));
        var configuration = ConfigurationIn(home, backup, existing);
        var record = new HomeClaim(host, existing is null ? new(name, configuration) : existing with { ConfigurationFilePath = configuration }, home).Claimed();
        if (existing is null)
            _catalog.RequireFreeName(record);
        _catalog.RequireFreeConfiguration(record);
        _catalog.RequireFreeHome(home, record);
        RequireReplaceable(home, record, existing);

        var settings = RestoredSettings.Move(saved, home, Port(saved, record, existing));
        if (wish.NewCertificate)
            settings.ForgetIdentity();
        if (RestoredSettings.ApplicationsElsewhere(saved) is { } applications && !InstanceName.IsSame(name, backup.Manifest.InstanceName))
            settings.Applications = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(applications)) ?? applications, InstanceName.Slug(name));
        return new()
        {
            Backup = backup,
            Record = record,
            Before = existing,
            Home = home,
            Settings = settings,
            NewCertificate = wish.NewCertificate,
            // As the instance has it now, and as it will have it.
            Kept = [.. new[] { present, settings }.Select(either => new InstanceHome(host, record, either).Applications).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    // Where it is, where it was, or where it would be: on another machine its old drive may not exist.
    private string HomeOf(InstanceRecord? existing, InstanceSettings? present, BackupFile backup, InstanceSettings saved, string name)
    {
        if (existing is not null)
        {
            return existing.HomeWith(present)
                ?? throw new CommandException(ExitCode.Conflict, $"Where the home of instance '{name}' is, its record does not say and its configuration cannot. Name a folder for it with --home.");
        }

        return InstanceName.IsSame(name, backup.Manifest.InstanceName) && saved.Home is { } old && Directory.Exists(Path.GetPathRoot(old))
            ? old
            : Path.GetFullPath(host.Machine.DefaultHome(host.Application, name));
    }

    private string ConfigurationIn(string home, BackupFile backup, InstanceRecord? existing) =>
        backup.Manifest.ConfigurationInHome is { } path ? Path.Combine(home, path.Replace('/', Path.DirectorySeparatorChar))
        : existing?.ConfigurationFilePath ?? Path.Combine(home, $"{host.Application.Name}.config");

    // In a home that is there only what is this instance's is replaced: by its mark and, where the instance exists, by its record.
    private void RequireReplaceable(string home, InstanceRecord record, InstanceRecord? existing)
    {
        if (!ConfigurationFile.TryRead(existing ?? record, out var present, out var problem) && problem!.CannotBeOpened)
            throw problem;
        if (existing?.HomeWith(present) is { } current && FolderPath.AreSame(current, home))
        {
            if (existing.Home is null || Directory.Exists(home))
                new InstanceHome(host, existing, present).RequireAlone();
            return;
        }

        if (!Directory.Exists(home) || !Directory.EnumerateFileSystemEntries(home).Any())
            return;
        if (!wish.Overwrite)
            throw new InstanceException(InstanceError.AlreadyExists, $"{home} exists already and is not empty. Replace it with --overwrite, or choose another folder with --home.");
        var target = new InstanceHome(host, record, settings: null);
        if ((target.WhyNotOurs() ?? target.OtherInstance()) is { } why)
            throw new CommandException(ExitCode.Conflict, $"{home} {why}, so nothing in it is replaced. Choose another folder with --home, or move it away.");
        _catalog.RequireKnownHomes(record);
    }

    private void Protect(InstanceRecord record, ChangeReport report)
    {
        if (InstanceAccount.Of(host, record.Name) is not { } account)
            return;
        var protection = new InstanceProtection(host, record);
        protection.Apply(account);
        foreach (var left in protection.Left(account))
            report.Warn(left);
    }

    private int Port(InstanceSettings saved, InstanceRecord record, InstanceRecord? existing)
    {
        // To mend a configuration that cannot be read is what the restore may be for.
        var current = existing is not null && ConfigurationFile.TryRead(existing, out var now, out _) ? now!.OpenPort : null;
        // Who opens none takes none from anybody.
        if (saved.NoListen == true)
            return InstanceSettings.CheckPort(wish.Port ?? saved.Port ?? InstanceSettings.DefaultPort);
        if (wish.Port is { } chosen)
            _catalog.RequireFreePort(chosen, record, current);
        var port = wish.Port ?? (saved.Port is { } old && !ports.Contains(old) && _catalog.IsFreePort(old, record, current) ? old : _catalog.NextFreePort(ports));
        ports.Add(port);
        return port;
    }
}
