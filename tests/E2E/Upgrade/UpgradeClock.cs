using System.Collections.Concurrent;
using System.Diagnostics;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Takes the times of an upgrade from the operating system and not from what the product says: processes end and begin when the
/// kernel says, and files change when the file system says.
/// </summary>
internal sealed class UpgradeClock : IDisposable
{
    private readonly string _folder;
    private readonly List<Process> _processes;
    private readonly FileSystemWatcher _watcher;
    private readonly ConcurrentQueue<DateTimeOffset> _events = new();
    private Exception? _watchingFailed;

    private UpgradeClock(string folder, IEnumerable<InstanceSight> before)
    {
        _folder = folder;
        _processes = [.. before.Where(sight => sight.ProcessId != 0).Select(sight => HeldProcess.Open(sight.ProcessId))];
        _watcher = new(folder)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = 1024 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Changed += (_, _) => Note();
        _watcher.Created += (_, _) => Note();
        _watcher.Deleted += (_, _) => Note();
        _watcher.Renamed += (_, _) => Note();
        _watcher.Error += (_, error) => _watchingFailed = error.GetException();
        _watcher.EnableRaisingEvents = true;
    }

    public static UpgradeClock Start(string folder, IEnumerable<InstanceSight> before) => new(folder, before);

    /// <summary>The times, when the upgrade is over.</summary>
    public UpgradeTimes Read(IEnumerable<InstanceSight> after)
    {
        _watcher.EnableRaisingEvents = false;
        if (_watchingFailed is not null)
            throw new InvalidOperationException($"Changes in {_folder} were missed, so their times prove nothing.", _watchingFailed);
        if (_events.IsEmpty)
            throw new InvalidOperationException($"No change in {_folder} was seen, so nothing is known of when the old files went.");
        var written = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(FileChange.TimeOf).ToList();
        return new(
            [.. _processes.Where(process => process.HasExited).Select(process => (DateTimeOffset)process.ExitTime.ToUniversalTime())],
            // The watcher alone sees that an old file went; the file system alone knows to the tick when a new one came.
            FirstChange: _events.Append(written.Min()).Min(),
            LastChange: written.Max(),
            [.. after.Where(sight => sight.ProcessId != 0).Select(StartOf)]);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        foreach (var process in _processes)
            process.Dispose();
    }

    private void Note() => _events.Enqueue(TimeProvider.System.GetUtcNow());

    private static DateTimeOffset StartOf(InstanceSight sight)
    {
        using var process = Process.GetProcessById(sight.ProcessId);
        return process.StartTime.ToUniversalTime();
    }
}

/// <param name="Stops">When each process that ran before ended.</param>
/// <param name="FirstChange">When the first file in the install folder went or came.</param>
/// <param name="LastChange">When the last file of the new version was written.</param>
/// <param name="Starts">When each process that runs afterwards began.</param>
internal sealed record UpgradeTimes(
    IReadOnlyList<DateTimeOffset> Stops, DateTimeOffset FirstChange, DateTimeOffset LastChange, IReadOnlyList<DateTimeOffset> Starts)
{
    public override string ToString() =>
        $"stops        {string.Join(", ", Stops.Select(Text))}\nfirst change {Text(FirstChange)}\nlast change  {Text(LastChange)}\nstarts       {string.Join(", ", Starts.Select(Text))}";

    private static string Text(DateTimeOffset time) => time.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
}
