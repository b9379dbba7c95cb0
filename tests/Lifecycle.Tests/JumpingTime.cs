using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Octopus.Tests.Lifecycle;

/// <summary>A clock that stands still while anything happens, and jumps to the next timer when nothing does.</summary>
internal sealed class JumpingTime : FakeTimeProvider
{
    /// <summary>How long no timer may come or go until everybody counts as waiting; real time.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>How long work may go on without needing the clock; real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly HashSet<Pending> pending = [];
    private readonly DateTimeOffset began;
    private long changes;

    public JumpingTime() => began = GetUtcNow();

    /// <summary>What the clock has moved.</summary>
    public TimeSpan Elapsed => GetUtcNow() - began;

    /// <summary>Moves the clock until the work has ended.</summary>
    public async Task<T> Drive<T>(Task<T> work)
    {
        var watch = Stopwatch.StartNew();
        while (!work.IsCompleted)
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"The work goes on after {Elapsed} of fake time and {Patience} of real time.");
            await Settle(work);
            if (!work.IsCompleted && NextDue() is { } due && due > GetUtcNow())
                SetUtcNow(due);
        }

        return await work;
    }

    /// <inheritdoc cref="Drive{T}"/>
    public Task Drive(Task work) => Drive(Awaited(work));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var entry = new Pending(this);
        entry.Timer = base.CreateTimer(
            inner =>
            {
                entry.Forget();
                callback(inner);
            },
            state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        entry.Change(dueTime, period);
        return entry;
    }

    private static async Task<bool> Awaited(Task work)
    {
        await work;
        return true;
    }

    private async Task Settle(Task work)
    {
        long before;
        do
        {
            before = Interlocked.Read(ref changes);
            await Task.WhenAny(work, Task.Delay(Quiet, System));
        }
        while (!work.IsCompleted && before != Interlocked.Read(ref changes));
    }

    private DateTimeOffset? NextDue()
    {
        lock (gate)
            return pending.Count == 0 ? null : pending.Min(entry => entry.Due);
    }

    private sealed class Pending(JumpingTime clock) : ITimer
    {
        public ITimer Timer { get; set; } = null!;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Forget();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (clock.gate)
                {
                    Due = clock.GetUtcNow() + dueTime;
                    clock.pending.Add(this);
                }
            }

            return Timer.Change(dueTime, period);
        }

        public void Forget()
        {
            Interlocked.Increment(ref clock.changes);
            lock (clock.gate)
                clock.pending.Remove(this);
        }

        public void Dispose()
        {
            Forget();
            Timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return Timer.DisposeAsync();
        }
    }
}
