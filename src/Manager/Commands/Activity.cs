using Octopus.Manager.Hosting;

namespace Octopus.Manager.Commands;

/// <summary>Everything that was begun in this process, the newest first. What runs is never forgotten.</summary>
/// <param name="runner">Runs the commands.</param>
/// <param name="time">Tells when.</param>
/// <param name="lifetime">Goes on as long as a job runs.</param>
public sealed class Activity(CommandRunner runner, TimeProvider time, ManagerLifetime lifetime)
{
    private const int Remembered = 100;

    private readonly Lock _gate = new();
    private readonly List<JobRun> _runs = [];

    /// <summary>A job has begun or ended, or there is something new of one. Told on any thread.</summary>
    public event Action? Changed;

    /// <summary>A job has ended, and the machine is another one than before. Told on any thread.</summary>
    public event Action? Ended;

    /// <summary>What was begun.</summary>
    public IReadOnlyList<JobRun> Runs
    {
        get
        {
            lock (_gate)
                return [.. _runs];
        }
    }

    /// <summary>How many jobs run now.</summary>
    public int Running => Runs.Count(run => run.IsRunning);

    /// <summary>Begins a job.</summary>
    public JobRun Begin(Job job)
    {
        var run = new JobRun(job, time.GetUtcNow());
        run.Changed += () =>
        {
            Changed?.Invoke();
            if (!run.IsRunning)
                Ended?.Invoke();
        };
        lock (_gate)
        {
            var oldest = _runs.FindLastIndex(old => !old.IsRunning);
            if (_runs.Count >= Remembered && oldest >= 0)
                _runs.RemoveAt(oldest);
            _runs.Insert(0, run);
        }

        _ = run.Run(runner, time, lifetime);
        Changed?.Invoke();
        return run;
    }
}
