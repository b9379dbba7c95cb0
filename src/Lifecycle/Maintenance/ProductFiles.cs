using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The files that an installation replaces, as far as somebody may hold them.</summary>
internal sealed class ProductFiles(IExecutableFiles files, IProcesses processes, TimeProvider time)
{
    /// <summary>How many held files a message names; the rest is seldom news.</summary>
    private const int MostNamed = 3;

    /// <summary>
    /// For a plan that does not know its files: beside the executables lies what runs with them. Anything else in that folder is not
    /// ours to wait for.
    /// </summary>
    private static readonly HashSet<string> Kinds = new([".exe", ".dll", ".json"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns when every file can be replaced.</summary>
    /// <exception cref="MaintenanceException">A file stayed in use; the message names it and who uses it.</exception>
    public async Task AwaitFree(MaintenancePlan plan, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var held = plan.Executables
            .Select(WindowsPath.Folder)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(folder => FilesOf(plan, folder))
            .ToList();
        while (true)
        {
            held.RemoveAll(files.IsFree);
            if (held.Count == 0)
                return;
            if (time.GetElapsedTime(began) > Timeouts.FileRelease)
                throw new MaintenanceException(string.Join(" ", held.Take(MostNamed).Select(InUse)) + " End what uses it and install again.");

            // Windows lets go of an image some moments after its process has ended, and has no event for it.
            await time.Delay(Timeouts.FileRetry, cancellation).ConfigureAwait(false);
        }
    }

    private IEnumerable<string> FilesOf(MaintenancePlan plan, string folder) => plan.Files.Count > 0
        ? plan.Files.Select(file => WindowsPath.Combine(folder, file))
        : files.FilesIn(folder).Where(file => Kinds.Contains(WindowsPath.Extension(file)));

    private string InUse(string file)
    {
        var running = processes.List();
        var holders = files.HoldersOf(file).Select(id =>
            running.FirstOrDefault(process => process.Id == id)?.ExecutablePath is { } path ? $"process {id} ({path})" : $"process {id}").ToList();
        return holders.Count == 0
            ? $"{file} is still in use although every instance has stopped; Windows does not say by whom."
            : $"{file} is still in use although every instance has stopped: by {string.Join(", ", holders)}.";
    }
}
