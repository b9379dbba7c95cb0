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

    private OwedState? Unfinished() => machine.Journal.ReadOwed().FirstOrDefault(owed => owed.Owner != owner && owed.Owner.IsAlive(machine.Processes));
}
