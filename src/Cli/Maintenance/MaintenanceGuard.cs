using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Maintenance;

/// <summary>Keeps commands from getting in the way of an installation.</summary>
internal static class MaintenanceGuard
{
    /// <summary>Refuses while an installation is in progress; to start something, also while one waits to be recovered.</summary>
    public static void RequireNone(CommandHost host, bool starts)
    {
        MaintenanceNotice.RefuseDuring(host.Machine, host.Maintenance.Processes, "Nothing has been changed", evenWhileStarting: true);
        if (starts && MaintenanceNotice.Read(host.Machine) is { } interrupted)
        {
            throw new CommandException(
                ExitCode.MaintenanceInProgress,
                $"An installation of version {interrupted.Version} that began {interrupted.Since:u} was interrupted and has left services disabled. Bring every instance back with: maintenance recover.");
        }
    }
}
