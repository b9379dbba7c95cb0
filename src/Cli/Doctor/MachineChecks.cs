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

        if (MaintenanceNotice.Read(host.Machine) is { } notice && !notice.Owner.IsAlive(host.Maintenance.Processes))
            yield return new("", FindingKind.MaintenanceInterrupted, $"An installation of version {notice.Version} that began {notice.Since:u} was interrupted and has left services disabled.", new CommandText("maintenance recover"));
    }
}
