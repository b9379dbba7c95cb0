using Octopus.Cli.Doctor;
using Octopus.Cli.Instances;
using Octopus.Cli.Maintenance;
using Octopus.Manager.Commands;

namespace Octopus.Manager.Live;

/// <summary>
/// Looks at the machine while somebody watches, with the queries that everybody has, and tells when it has looked. Looking changes
/// nothing.
/// </summary>
public sealed class MachineFeed : IDisposable
{
    private readonly CommandRunner _runner;
    private readonly Activity _activity;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _again = new(0, 1);
    private CancellationTokenSource? _watching;
    private DateTimeOffset? _examined;
    private int _watchers;

    /// <summary>Makes it; it looks when somebody watches.</summary>
    /// <param name="runner">Runs the queries.</param>
    /// <param name="activity">What runs, and changes the machine.</param>
    /// <param name="time">Says when to look.</param>
    public MachineFeed(CommandRunner runner, Activity activity, TimeProvider time)
    {
        _runner = runner;
        _activity = activity;
        _time = time;
        activity.Ended += LookAgain;
    }

    /// <summary>It has looked. Told on any thread.</summary>
    public event Action? Changed;

    /// <summary>What was seen last.</summary>
    public MachineSnapshot Now { get; private set; } = MachineSnapshot.None;

    /// <summary>Lets it look until what is returned is disposed.</summary>
    public IDisposable Watch()
    {
        lock (_gate)
        {
            if (++_watchers == 1)
            {
                _watching = new();
                _ = Look(_watching.Token);
            }
        }

        return new Watcher(this);
    }

    /// <summary>Looks at everything now and not when it is time.</summary>
    public void LookAgain()
    {
        lock (_gate)
        {
            _examined = null;
            if (_again.CurrentCount == 0)
                _again.Release();
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _activity.Ended -= LookAgain;
        lock (_gate)
        {
            _watching?.Cancel();
            _watching?.Dispose();
            _watching = null;
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                try
                {
                    await LookOnce(cancellation).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // Nobody waits for this look: the screens tell that it failed, and the next one may go well.
                    Tell(Now with { InstancesProblem = $"The machine could not be looked at: {failure.Message}" });
                }

                await NextTime(cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task LookOnce(CancellationToken cancellation)
    {
        var instances = await _runner.Ask(["list-instances"], InstanceRowJson.Default.IReadOnlyListInstanceRow, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        Tell(Now with
        {
            Taken = _time.GetUtcNow(),
            // A look that failed has seen nothing; whoever is in the middle of a form keeps the screen it is on.
            Instances = instances.Value is { } rows ? [.. rows.OrderByDescending(row => row.IsDefault)] : Now.Instances,
            InstancesProblem = instances.Problem,
        });
        if (_time.GetUtcNow() - _examined < Pace.Examination)
            return;

        _examined = _time.GetUtcNow();
        var maintenance = await _runner.Ask(["maintenance", "status"], MaintenanceStatusJson.Default.MaintenanceStatus, cancellation).ConfigureAwait(false);
        Tell(Now with { Maintenance = maintenance.Value });
        var findings = await _runner.Ask(["doctor"], FindingJson.Default.IReadOnlyListFinding, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        Tell(Now with { Findings = findings.Value, FindingsProblem = findings.Value is null ? findings.Problem : null });
    }

    private async Task NextTime(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = _again.WaitAsync(either.Token);
        await Task.WhenAny(asked, Task.Delay(_activity.Running > 0 ? Pace.InstancesWhileRunning : Pace.Instances, _time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Tell(MachineSnapshot seen)
    {
        Now = seen;
        Changed?.Invoke();
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_watchers > 0)
                return;
            _watching?.Cancel();
            _watching?.Dispose();
            _watching = null;
        }
    }

    private sealed class Watcher(MachineFeed feed) : IDisposable
    {
        private MachineFeed? _feed = feed;

        public void Dispose() => Interlocked.Exchange(ref _feed, null)?.Leave();
    }
}
