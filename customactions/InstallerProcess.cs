using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>The processes that host this installation.</summary>
internal static class InstallerProcess
{
    /// <summary>
    /// The process that hosts the actions. An action's own process may end with the action; the one that started it lives until
    /// the installation is over.
    /// </summary>
    public static JournalOwner Current(IProcesses processes) =>
        Line(processes) is [_, var host, ..] ? new(host.Id, host.StartedAt) : throw new InvalidOperationException("The process of the installer has ended before its actions.");

    /// <summary>
    /// Whether a process hosts this one: it started it, or one that started that, and so on; also when it has died since, and left the
    /// removal that it had begun to go on by itself.
    /// </summary>
    public static bool IsHost(IProcesses processes, JournalOwner owner)
    {
        var line = Line(processes);
        return line.Skip(1).Any(process => process.Id == owner.ProcessId && process.StartedAt == owner.StartedAt)
            || (line[line.Count - 1] is var oldest && oldest.ParentId == owner.ProcessId && oldest.StartedAt >= owner.StartedAt);
    }

    // This process, the one that started it, the one that started that, and so on while they live.
    private static List<ProcessDescription> Line(IProcesses processes)
    {
        var all = processes.List();
        var own = JournalOwner.Current(processes).ProcessId;
        var line = new List<ProcessDescription> { all.Single(process => process.Id == own) };
        // A process that is younger than its child is not its parent: the number was given away again.
        while (line[line.Count - 1] is var child
            && all.FirstOrDefault(process => process.Id == child.ParentId && process.StartedAt <= child.StartedAt) is { } parent
            && line.TrueForAll(known => known.Id != parent.Id))
        {
            line.Add(parent);
        }

        return line;
    }
}
