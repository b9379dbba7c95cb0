using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Processes in memory.</summary>
public sealed class FakeProcesses(TimeProvider time) : IProcesses
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Entry> running = [];
    private int lastId = 1000;

    /// <summary>The executables that run now.</summary>
    public IReadOnlyList<string> RunningExecutables
    {
        get
        {
            lock (gate)
                return [.. running.Values.Select(entry => entry.ExecutablePath)];
        }
    }

    /// <summary>Identifiers of the processes that were terminated, in order.</summary>
    public List<int> Terminated { get; } = [];

    /// <summary>Starts a process; <paramref name="terminated"/> is told when somebody ends it.</summary>
    public int Start(string executablePath, Action? terminated = null)
    {
        lock (gate)
        {
            lastId += 4;
            running.Add(lastId, new Entry(lastId, executablePath, terminated));
            return lastId;
        }
    }

    /// <summary>The process ends by itself.</summary>
    public void Exit(int id)
    {
        Entry? entry;
        lock (gate)
            running.Remove(id, out entry);
        entry?.Exited.TrySetResult();
    }

    public IRunningProcess? Open(int processId)
    {
        lock (gate)
            return running.TryGetValue(processId, out var entry) ? new Opened(this, entry, time) : null;
    }

    private void Terminate(Entry entry)
    {
        if (entry.Exited.Task.IsCompleted)
            return;

        Terminated.Add(entry.Id);
        Exit(entry.Id);
        entry.Terminated?.Invoke();
    }

    private sealed record Entry(int Id, string ExecutablePath, Action? Terminated)
    {
        public TaskCompletionSource Exited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Opened(FakeProcesses owner, Entry entry, TimeProvider time) : IRunningProcess
    {
        public int Id => entry.Id;

        public string? ExecutablePath => entry.ExecutablePath;

        public async Task<bool> WaitForExit(TimeSpan timeout, CancellationToken cancellation)
        {
            try
            {
                await entry.Exited.Task.WaitAsync(timeout, time, cancellation);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        public void Terminate() => owner.Terminate(entry);

        public void Dispose()
        {
        }
    }
}
