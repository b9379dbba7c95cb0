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
        Ancestors(processes) is [var host, ..] ? host : throw new InvalidOperationException("The process of the installer has ended before its actions.");

    /// <summary>The process that started this one, the one that started that, and so on while they live.</summary>
    public static IReadOnlyList<JournalOwner> Ancestors(IProcesses processes)
    {
        var all = processes.List();
        var ancestors = new List<JournalOwner>();
        var own = JournalOwner.Current(processes).ProcessId;
        var child = all.Single(process => process.Id == own);
        // A process that is younger than its child is not its parent: the number was given away again.
        while (all.FirstOrDefault(process => process.Id == child.ParentId && process.Id != child.Id && process.StartedAt <= child.StartedAt) is { } parent
            && ancestors.TrueForAll(known => known.ProcessId != parent.Id))
        {
            ancestors.Add(new(parent.Id, parent.StartedAt));
            child = parent;
        }

        return ancestors;
    }
}
