using Octopus.Cli;

namespace Octopus.Manager.Hosting;

/// <summary>
/// When the Manager ends: some time after its last window has closed or when nobody opens one, and soon after it was asked to; in
/// each case once no operation is running.
/// </summary>
public sealed class ManagerLifetime : IDisposable
{
    private readonly Lock changing = new();
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer timer;
    private int windows;
    private int operations;
    private bool isDue;

    /// <summary>Begins to live; it does not end until a window was expected.</summary>
    /// <param name="time">The clock.</param>
    public ManagerLifetime(TimeProvider time) =>
        timer = time.CreateTimer(_ => BecomeDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Cancelled when the Manager was asked to end, by an installation that replaces its files: windows say so.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Completed when the Manager ends.</summary>
    public Task Ended => ended.Task;

    /// <summary>Keeps the Manager from ending until disposed.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.MaintenanceInProgress"/>: it was asked to end.</exception>
    public IDisposable BeginOperation()
    {
        lock (changing)
        {
            if (ending.IsCancellationRequested)
                throw new CommandException(ExitCode.MaintenanceInProgress, "The Manager is closing for an installation. Open it again when that has finished.");
            operations++;
        }

        return new Operation(this);
    }

    /// <summary>A window will open soon.</summary>
    internal void ExpectWindow() => Change(0, ManagerTimeouts.FirstWindow);

    /// <summary>A window has opened.</summary>
    internal void OpenWindow() => Change(+1, Timeout.InfiniteTimeSpan);

    /// <summary>A window has closed, or lost its connection.</summary>
    internal void CloseWindow() => Change(-1, ManagerTimeouts.LastWindow);

    /// <summary>Asks the Manager to end.</summary>
    internal void AskToEnd()
    {
        lock (changing)
            timer.Change(ManagerTimeouts.Farewell, Timeout.InfiniteTimeSpan);
        ending.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        ending.Dispose();
    }

    private void Change(int more, TimeSpan patience)
    {
        lock (changing)
        {
            windows += more;
            // With a window open there is nothing to wait for, and who was asked to end has been given his time.
            if (ending.IsCancellationRequested)
                return;
            isDue = false;
            timer.Change(windows > 0 ? Timeout.InfiniteTimeSpan : patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void BecomeDue()
    {
        lock (changing)
        {
            isDue = windows == 0 || ending.IsCancellationRequested;
            EndWhenDue();
        }
    }

    private void EndOperation()
    {
        lock (changing)
        {
            operations--;
            EndWhenDue();
        }
    }

    private void EndWhenDue()
    {
        if (isDue && operations == 0)
            ended.TrySetResult();
    }

    private sealed class Operation(ManagerLifetime lifetime) : IDisposable
    {
        private ManagerLifetime? running = lifetime;

        public void Dispose() => Interlocked.Exchange(ref running, null)?.EndOperation();
    }
}
