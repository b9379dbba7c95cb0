namespace Octopus.Lifecycle.Maintenance;

/// <summary>Commands of ours that have stopped something for a while when an installation begins.</summary>
internal sealed class OtherCommands(MaintenanceMachine machine, JournalOwner owner)
{
    /// <summary>
    /// Returns when all of them have given back what they took, or have taken too long: what they took is written down, and the
    /// installation gives it back.
    /// </summary>
    public async Task Await(Action<string> report, CancellationToken cancellation)
    {
        var began = machine.Time.GetTimestamp();
        var told = false;
        while (Unfinished() is { } command && machine.Time.GetElapsedTime(began) < Timeouts.OtherCommand)
        {
            if (!told)
                report($"'{command.By}' in process {command.Owner.ProcessId} has stopped '{command.State.Service}' for a while and is waited for");
            told = true;
            // A command has no event for its end; its process may go on.
            await machine.Time.Delay(Timeouts.CommandLook, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns when nobody recovers any more, the guard of an installation that died for instance, or that has taken too long.
    /// </summary>
    public async Task AwaitRecovery(Action<string> report, CancellationToken cancellation)
    {
        var began = machine.Time.GetTimestamp();
        var told = false;
        while (Recovering() is { } recovery && machine.Time.GetElapsedTime(began) < Timeouts.OtherCommand)
        {
            if (!told)
                report($"Process {recovery.Owner.ProcessId} brings back what an installation before this one has left, and is waited for");
            told = true;
            await machine.Time.Delay(Timeouts.CommandLook, cancellation).ConfigureAwait(false);
        }
    }

    private JournalEntry? Recovering()
    {
        try
        {
            return machine.Journal.Read() is { IsRecovery: true } entry && entry.Owner != owner && entry.Owner.IsAlive(machine.Processes) ? entry : null;
        }
        catch (MaintenanceException)
        {
            // Whoever opens the journal says what is wrong with it.
            return null;
        }
    }

    private OwedState? Unfinished() => machine.Journal.ReadOwed().FirstOrDefault(owed => owed.Owner != owner && owed.Owner.IsAlive(machine.Processes));
}
