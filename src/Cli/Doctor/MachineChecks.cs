using Octopus.Cli.Maintenance;
using Octopus.Cli.Scripts;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Doctor;

/// <summary>The machine itself: who may write its folders, and whether an installation was left unfinished.</summary>
internal static class MachineChecks
{
    public static IEnumerable<Finding> Run(CommandHost host)
    {
        var protection = host.Maintenance.Protection;
        if (protection.Trespassers(host.Application) is { Count: > 0 } trespassers)
        {
            yield return new("", FindingKind.Permissions, $"{string.Join(", ", trespassers)} may write {protection.Machine.Path}, and what is there decides what runs on this machine.", new CommandText("doctor").Flag("--fix"), safe: true)
            {
                Fix = () => protection.RequireFolders(host.Application),
            };
        }

        foreach (var finding in Maintenance(host))
            yield return finding;
    }

    private static IEnumerable<Finding> Maintenance(CommandHost host)
    {
        JournalEntry? entry = null;
        string? damaged = null;
        try
        {
            entry = host.Maintenance.Journal.Read();
        }
        catch (MaintenanceException unusable)
        {
            damaged = unusable.Message;
        }

        if (damaged is not null)
            yield return new("", FindingKind.MaintenanceInterrupted, damaged, Recover());
        var isAlive = entry is not null && entry.Owner.IsAlive(host.Maintenance.Processes);
        if (entry is not null && !isAlive)
            yield return new("", FindingKind.MaintenanceInterrupted, $"An installation of version {entry.Plan.Version} that began {entry.StopBegan:u} was interrupted and has left services disabled.", Recover());
        foreach (var owed in OwedInstance.All(host.Maintenance, isAlive ? entry!.Owner : null).Where(owed => owed is { IsLacking: true, ProcessId: null }))
            yield return new(owed.Instance, FindingKind.StateOwed, $"The service '{owed.Service}' of instance '{owed.Instance}' was {owed.Before} and is {owed.Now}: '{owed.By}' took it {owed.Since:u} and has not given it back.", Recover());
    }

    private static CommandText Recover() => new("maintenance recover");
}
