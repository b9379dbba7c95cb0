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

    private JournalOwner? _tried;

    /// <summary>
    /// Watches until nothing is open and nothing is owed, then takes the guard away. It ends as well when somebody else has taken it away.
    /// </summary>
    /// <param name="stop">Ends the watching; the guard stays, for the next start of the machine.</param>
    public async Task Run(CancellationToken stop)
    {
        var pause = Timeouts.FirstGuardPause;
        // An installation cannot set one up while that of another goes, and waits for this.
        while (!await Once(stop).ConfigureAwait(false) && !machine.Guard.IsGone)
        {
            // Something does not start, or a file cannot be read. The result says what, in the event log too; perhaps somebody mends it.
            var hasBegun = await Pause(pause, stop).ConfigureAwait(false);
            pause = hasBegun ? Timeouts.FirstGuardPause
                : pause + pause < Timeouts.LongestGuardPause ? pause + pause
                : Timeouts.LongestGuardPause;
        }
    }

    /// <summary>Lets time pass, until an installation begins.</summary>
    /// <returns>Whether one has begun.</returns>
    private async Task<bool> Pause(TimeSpan pause, CancellationToken stop)
    {
        var began = machine.Time.GetTimestamp();
        while (pause - machine.Time.GetElapsedTime(began) is var left && left > TimeSpan.Zero && !machine.Guard.IsGone)
        {
            if (HasBegun())
                return true;
            await machine.Time.Delay(left < Timeouts.GuardLook ? left : Timeouts.GuardLook, stop).ConfigureAwait(false);
        }

        return HasBegun();
    }

    // One that has died since it was tried in vain is tried again at the end of the pause; every other one now.
    private bool HasBegun()
    {
        try
        {
            return machine.Journal.Read() is { } entry && entry.Owner != self && (entry.Owner != _tried || entry.Owner.IsAlive(machine.Processes));
        }
        catch (Exception unreadable) when (IsKnown(unreadable))
        {
            report(unreadable.Message);
            return false;
        }
    }

    /// <summary>Whether everything is as it should be, and the guard has been taken away.</summary>
    private async Task<bool> Once(CancellationToken stop)
    {
        try
        {
            JournalEntry? entry;
            while ((entry = machine.Journal.Read()) is not null && entry.Owner != self && entry.Owner.IsAlive(machine.Processes) && !machine.Guard.IsGone)
            {
                await End(entry.Owner, stop).ConfigureAwait(false);
                await EndOfInstallers(entry.Owner, stop).ConfigureAwait(false);
            }

            stop.ThrowIfCancellationRequested();
            _tried = entry?.Owner;
            // What commands owe that still run is theirs to give back.
            await new MaintenanceRun(machine, self, report).Recover(evenIfAlive: false).ConfigureAwait(false);
            // An installation that begins in this moment finds the guard there, or its service gone, and then sets up another.
            return machine.Journal.ReadOwed().Count == 0 && machine.Journal.WhileClosed(Disarm);
        }
        catch (MaintenanceInProgressException)
        {
            // Another installation has begun, and looks after everything.
            return false;
        }
        catch (Exception obstacle) when (IsKnown(obstacle))
        {
            report(obstacle.Message);
            return false;
        }
    }

    private void Disarm()
    {
        if (machine.Guard.Disarm() is { } problem)
            report(problem);
    }

    private async Task End(JournalOwner owner, CancellationToken stop)
    {
        using var process = machine.Processes.Open(owner.ProcessId);
        if (process is not null && process.StartedAt == owner.StartedAt)
        {
            while (!await process.WaitForExit(Timeouts.GuardLook, stop).ConfigureAwait(false))
            {
                // It takes its time; a person may be reading a dialog.
                if (machine.Guard.IsGone || machine.Journal.Read() is not { } entry || entry.Owner != owner)
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

    private static bool IsKnown(Exception obstacle) =>
        obstacle is MaintenanceException or IOException or UnauthorizedAccessException or InstanceException or ServiceException or Win32Exception;

    private static bool IsInstallerOf(JournalOwner owner, ProcessDescription process) =>
        process.ParentId == owner.ProcessId
        && process.StartedAt >= owner.StartedAt
        && process.ExecutablePath is { } path
        && WindowsPath.FileName(path).Equals(Installer, StringComparison.OrdinalIgnoreCase);
}
