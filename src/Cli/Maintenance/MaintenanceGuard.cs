using Octopus.Cli.Scripts;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Maintenance;

/// <summary>
/// Keeps commands from getting in the way of an installation. The journal tells whether there is one: the public notice could be held
/// open, or stay, and decides nothing.
/// </summary>
internal static class MaintenanceGuard
{
    /// <summary>Refuses while an installation is in progress; to start something, also while one waits to be recovered.</summary>
    public static void RequireNone(CommandHost host, bool starts)
    {
        if (!host.IsElevated)
        {
            // Only a plan is looked at, by somebody who may not read the journal.
            MaintenanceNotice.RefuseDuring(host.Machine, host.Maintenance.Processes, "Nothing has been changed", evenWhileStarting: true);
            return;
        }

        if (host.Maintenance.Journal.Read() is not { } entry)
            return;
        if (entry.Owner.IsAlive(host.Maintenance.Processes))
            throw new MaintenanceInProgressException("Nothing has been changed", entry.Owner, entry.StopBegan);
        if (starts)
        {
            throw new CommandException(
                ExitCode.MaintenanceInProgress,
                $"An installation of version {entry.Plan.Version} that began {entry.StopBegan:u} was interrupted and has left services disabled. Bring every instance back with: {host.Told(new CommandText("maintenance recover"))}.");
        }
    }
}
