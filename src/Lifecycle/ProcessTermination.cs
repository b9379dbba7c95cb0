using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Terminates a process together with those it started, and waits until all are gone.</summary>
internal sealed class ProcessTermination(IProcesses processes)
{
    /// <summary>
    /// The installer itself may have been started by an instance, from a deployment. Ending it, or what it started, would leave
    /// the machine without anybody who finishes the work.
    /// </summary>
    private const string Installer = "msiexec.exe";

    /// <summary>Whether the process and its descendants have gone.</summary>
    public async Task<bool> End(IRunningProcess process, CancellationToken cancellation)
    {
        // The parent first: one that has ended starts no more children, and children keep its number as their parent's.
        process.Terminate();
        var gone = await process.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
        foreach (var child in Descendants(process))
        {
            using var opened = processes.Open(child.Id);
            if (opened is null || opened.StartedAt != child.StartedAt)
                continue;
            opened.Terminate();
            gone &= await opened.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
        }

        return gone;
    }

    private List<ProcessDescription> Descendants(IRunningProcess root)
    {
        var all = processes.List();
        var found = new List<ProcessDescription>();
        var parents = new Queue<(int Id, DateTimeOffset StartedAt)>();
        parents.Enqueue((root.Id, root.StartedAt));
        while (parents.Count > 0)
        {
            var (id, startedAt) = parents.Dequeue();
            // A process that is older than its parent is not its child: the parent's number was given away again.
            foreach (var child in all.Where(process => process.ParentId == id && process.Id != id && process.StartedAt >= startedAt && !IsInstaller(process)))
            {
                found.Add(child);
                parents.Enqueue((child.Id, child.StartedAt));
            }
        }

        return found;
    }

    private static bool IsInstaller(ProcessDescription process) =>
        string.Equals(WindowsPath.FileName(process.ExecutablePath ?? ""), Installer, StringComparison.OrdinalIgnoreCase);
}
