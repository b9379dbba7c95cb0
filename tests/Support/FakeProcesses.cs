using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Processes in memory. What a process has started goes on when it ends, like on Windows.</summary>
public sealed class FakeProcesses(TimeProvider time) : IProcesses
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Entry> running = [];
    private int lastId = 1000;

    /// <summary>The executables that run now.</summary>
    public IReadOnlyList<string> RunningExecutables => [.. List().Select(process => process.ExecutablePath!)];

    /// <summary>Identifiers of the processes that were terminated, in order.</summary>
    public List<int> Terminated { get; } = [];

    /// <summary>Identifiers of the processes that were asked to end, in order, those that did not listen left out.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Starts a process.</summary>
    /// <param name="executablePath">What it runs.</param>
    /// <param name="terminated">Told when somebody ends it.</param>
    /// <param name="parentId">The process that starts it; it need not run any more.</param>
    /// <param name="id">Its identifier, for instance that of a process that has ended; a new one unless given.</param>
    public int Start(string executablePath, Action? terminated = null, int parentId = 0, int? id = null)
    {
        lock (gate)
        {
            var next = id ?? (lastId += 4);
            running.Add(next, new Entry(new ProcessDescription(next, parentId, time.GetUtcNow(), executablePath), terminated));
            return next;
        }
    }

    /// <summary>The process listens from now on: when it is asked to end it does so, or whatever <paramref name="asked"/> does.</summary>
    public void Listen(int id, Action? asked = null)
    {
        lock (gate)
            running[id].OnAsked = asked ?? (() => Exit(id));
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

    public IReadOnlyList<ProcessDescription> List()
    {
        lock (gate)
            return [.. running.Values.Select(entry => entry.Description).OrderBy(process => process.Id)];
    }

    /// <summary>The file that processes run has another name now, and they run it under that.</summary>
    public void Renamed(string path, string newPath)
    {
        lock (gate)
        {
            foreach (var entry in running.Values.Where(entry => entry.Description.ExecutablePath!.Equals(path, StringComparison.OrdinalIgnoreCase)))
                entry.Description = entry.Description with { ExecutablePath = newPath };
        }
    }

    private bool Ask(Entry entry)
    {
        if (entry.Exited.Task.IsCompleted || entry.OnAsked is not { } asked)
            return false;

        lock (gate)
            Asked.Add(entry.Description.Id);
        asked();
        return true;
    }

    private void Terminate(Entry entry)
    {
        if (entry.Exited.Task.IsCompleted)
            return;

        lock (gate)
            Terminated.Add(entry.Description.Id);
        Exit(entry.Description.Id);
        entry.Terminated?.Invoke();
    }

    private sealed class Entry(ProcessDescription description, Action? terminated)
    {
        public ProcessDescription Description { get; set; } = description;

        public Action? Terminated { get; } = terminated;

        public Action? OnAsked { get; set; }

        public TaskCompletionSource Exited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Opened(FakeProcesses owner, Entry entry, TimeProvider time) : IRunningProcess
    {
        public int Id => entry.Description.Id;

        public string? ExecutablePath => entry.Description.ExecutablePath;

        public DateTimeOffset StartedAt => entry.Description.StartedAt;

        public bool AskToEnd() => owner.Ask(entry);

        public async Task<bool> WaitForExit(TimeSpan timeout, CancellationToken cancellation)
        {
            try
            {
                await entry.Exited.Task.WaitAsync(timeout, time, cancellation);
                // Its timer stands until all that follows here has returned, and a clock that jumps to the next one would jump too far.
                await Task.Yield();
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
