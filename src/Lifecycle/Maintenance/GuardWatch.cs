using System.ComponentModel;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What the guard does: it waits while the installation lives, and finishes it when it has died. A living one is never disturbed.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="self">The process of the guard.</param>
/// <param name="report">Told a line for each thing that happens.</param>
public sealed class GuardWatch(MaintenanceMachine machine, JournalOwner self, Action<string> report)
{
    private const string Installer = "msiexec.exe";

    /// <summary>Watches until nothing is open and nothing is owed, then takes the guard away.</summary>
    /// <param name="stop">Ends the watching; the guard stays, for the next start of the machine.</param>
    public async Task Run(CancellationToken stop)
    {
        var pause = Timeouts.FirstGuardPause;
        while (!await Once(stop).ConfigureAwait(false))
        {
            // Something does not start, or a file cannot be read. The result says what, in the event log too; perhaps somebody mends it.
            await machine.Time.Delay(pause, stop).ConfigureAwait(false);
            pause = pause + pause < Timeouts.LongestGuardPause ? pause + pause : Timeouts.LongestGuardPause;
        }

        if (machine.Guard.Disarm() is { } problem)
            report(problem);
    }

    /// <summary>Whether everything is as it should be.</summary>
    private async Task<bool> Once(CancellationToken stop)
    {
        try
        {
            while (machine.Journal.Read() is { } entry && entry.Owner != self && entry.Owner.IsAlive(machine.Processes))
            {
                await End(entry.Owner, stop).ConfigureAwait(false);
                await EndOfInstallers(entry.Owner, stop).ConfigureAwait(false);
            }

            stop.ThrowIfCancellationRequested();
            // What commands owe that still run is theirs to give back.
            await new MaintenanceRun(machine, self, report).Recover(evenIfAlive: false).ConfigureAwait(false);
            return machine.Journal.Read() is null && machine.Journal.ReadOwed().Count == 0;
        }
        catch (MaintenanceInProgressException)
        {
            // Another installation has begun, and looks after everything.
            return false;
        }
        catch (Exception obstacle) when (obstacle is MaintenanceException or IOException or UnauthorizedAccessException or InstanceException or ServiceException or Win32Exception)
        {
            report(obstacle.Message);
            return false;
        }
    }

    private async Task End(JournalOwner owner, CancellationToken stop)
    {
        using var process = machine.Processes.Open(owner.ProcessId);
        if (process is not null && process.StartedAt == owner.StartedAt)
        {
            while (!await process.WaitForExit(Timeouts.GuardLook, stop).ConfigureAwait(false))
            {
                // It takes its time; a person may be reading a dialog.
                if (machine.Journal.Read() is not { } entry || entry.Owner != owner)
                    return;
            }
        }
    }

    // The process that died may have started others of the installer that still remove or bring files. What is done while they do would
    // be undone.
    private async Task EndOfInstallers(JournalOwner owner, CancellationToken stop)
    {
        var began = machine.Time.GetTimestamp();
        foreach (var installer in machine.Processes.List().Where(process => IsInstallerOf(owner, process)))
        {
            var left = Timeouts.InstallerEnd - machine.Time.GetElapsedTime(began);
            using var process = machine.Processes.Open(installer.Id);
            if (process is not null && process.StartedAt == installer.StartedAt && left > TimeSpan.Zero)
                await process.WaitForExit(left, stop).ConfigureAwait(false);
        }
    }

    private static bool IsInstallerOf(JournalOwner owner, ProcessDescription process) =>
        process.ParentId == owner.ProcessId
        && process.StartedAt >= owner.StartedAt
        && process.ExecutablePath is { } path
        && WindowsPath.FileName(path).Equals(Installer, StringComparison.OrdinalIgnoreCase);
}
