using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The files that an installation replaces. They are moved aside before the first one changes, each under another name in its own folder:
/// nobody can start one meanwhile, whoever ran one runs on without being in the way, and should the installation come to nothing they are
/// there to be put back, whether or not Windows does that too (docs/decisions/0006).
/// </summary>
internal sealed class ProductFiles(IExecutableFiles files, IProcesses processes, TimeProvider time)
{
    /// <summary>The ending of a file that has been moved aside.</summary>
    public const string AsideEnding = ".before";

    /// <summary>The ending of one that nobody wants any more and somebody still runs.</summary>
    private const string RetiredEnding = ".retired";

    /// <summary>How many held files a message names; the rest is seldom news.</summary>
    private const int MostNamed = 3;

    /// <summary>What the packages install, the old ones that were folders of many files too. Another file is none of theirs, whoever says so.</summary>
    private static readonly string[] Endings = [".exe", ".dll", ".json", ".config", ".pdb"];

    /// <summary>Whether a package of ours can have a file of this name.</summary>
    public static bool IsOfPackage(string file) => Endings.Contains(WindowsPath.Extension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is what an installation of ours has left of one of its files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">The files of the package, relative to their folder.</param>
    public static bool IsLeftover(string name, IEnumerable<string> files) =>
        files.Any(file => name.Equals(file + AsideEnding, StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith(file + ".", StringComparison.OrdinalIgnoreCase) && name.EndsWith(RetiredEnding, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Moves every file aside that is there.</summary>
    /// <exception cref="MaintenanceException">One stayed in use; the message names it and who uses it. Those moved before it are still aside.</exception>
    /// <exception cref="IOException">One cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be moved.</exception>
    public async Task MoveAside(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var held = paths.Where(files.Exists).ToList();
        if (!await Patiently(() => All(held, path => !files.Exists(path) || files.TryMove(path, path + AsideEnding)), cancellation).ConfigureAwait(false))
            throw new MaintenanceException(string.Join(" ", held.Take(MostNamed).Select(InUse)) + " End what uses it and install again.");
    }

    /// <summary>
    /// Gets what an installation before left aside out of the way: it has been replaced long ago, or copied back, and must not come back.
    /// Who only reads it for a moment is waited for.
    /// </summary>
    /// <exception cref="MaintenanceException">It is in the way, and stays there; the message names it and who holds it.</exception>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It is in the way, and the caller may not change that.</exception>
    public async Task Forget(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var left = paths.Select(path => path + AsideEnding).ToList();
        if (!await Patiently(() => All(left, IsRetired), cancellation).ConfigureAwait(false))
            throw new MaintenanceException($"{left[0]} is held{By(left[0])} and cannot be replaced. End what holds it and install again.");
    }

    /// <summary>
    /// Puts back what was moved aside; what is in its place gives way, running or not. Who only reads one of them for a moment is waited for.
    /// </summary>
    /// <param name="paths">The files.</param>
    /// <param name="overwrite">Whether also over a file that is there; otherwise only what is missing is put back.</param>
    /// <returns>What could not be put back, and is still aside.</returns>
    public async Task<IReadOnlyList<FileAside>> PutBack(IEnumerable<string> paths, bool overwrite)
    {
        var left = paths.Where(path => files.Exists(path + AsideEnding) && (overwrite || !files.Exists(path))).Select(path => new FileAside(path, "")).ToList();
        await Patiently(() => (left = [.. left.Select(file => PutBack(file.Path)).OfType<FileAside>()]).Count == 0, CancellationToken.None).ConfigureAwait(false);
        return left;
    }

    private FileAside? PutBack(string path)
    {
        var aside = path + AsideEnding;
        try
        {
            Retire(path);
            // Who keeps it from being renamed may let it be read.
            return files.TryMove(aside, path) || files.TryCopy(aside, path)
                ? null
                : new(path, $"{path} could not be put back: {aside} is held{By(aside)}. End what holds it, then: maintenance recover.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new(path, $"{path} could not be put back. {refused.Message}");
        }
    }

    /// <summary>
    /// Gets what is there out of the way of an undoing, for which it would be in use should somebody run it.
    /// </summary>
    /// <param name="paths">The files.</param>
    /// <param name="needed">Those that were put back when nothing had replaced them: the only ones there are, and nothing undoes them.</param>
    public void MoveOutOfTheWay(IEnumerable<string> paths, IReadOnlyCollection<string> needed)
    {
        foreach (var path in paths.Where(path => files.Exists(path + AsideEnding) || !needed.Contains(path, StringComparer.OrdinalIgnoreCase)))
            Attempt(() => Retire(path));
    }

    /// <summary>
    /// Deletes what was moved aside. What somebody still runs stays until the next time; nothing depends on it.
    /// </summary>
    /// <param name="paths">The files.</param>
    /// <param name="folderToo">Whether to delete their folders too, when nothing is left in them.</param>
    public void Discard(IReadOnlyCollection<string> paths, bool folderToo)
    {
        foreach (var path in paths)
            files.TryDelete(path + AsideEnding);
        foreach (var folder in Folders(paths))
        {
            Attempt(() =>
            {
                foreach (var retired in files.FilesIn(folder).Where(path => path.EndsWith(RetiredEnding, StringComparison.OrdinalIgnoreCase) && IsOf(paths, path)))
                    files.TryDelete(retired);
            });
            if (folderToo)
                files.DeleteFolderWhenEmpty(folder);
        }
    }

    // What these files are for is over, or will be tried again by the installer; nothing may depend on them.
    private static void Attempt(Action change)
    {
        try
        {
            change();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The next installation tries again.
        }
    }

    // Windows lets go of an image some moments after its process has ended, and has no event for it; nor for the end of a reader.
    private async Task<bool> Patiently(Func<bool> isDone, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (!isDone())
        {
            if (time.GetElapsedTime(began) > Timeouts.FileRelease)
                return false;
            await time.Delay(Timeouts.FileRetry, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    // Those that are done are not tried again.
    private static bool All(List<string> left, Predicate<string> isDone)
    {
        left.RemoveAll(isDone);
        return left.Count == 0;
    }

    // A running program cannot be deleted, but it can be renamed.
    private bool IsRetired(string path) => !files.Exists(path) || files.TryDelete(path) || files.TryMove(path, $"{path}.{Guid.NewGuid():N}{RetiredEnding}");

    private void Retire(string path)
    {
        if (!IsRetired(path))
            throw new IOException($"{path} is held{By(path)} and cannot be replaced.");
    }

    private static IEnumerable<string> Folders(IEnumerable<string> paths) => paths.Select(WindowsPath.Folder).Distinct(StringComparer.OrdinalIgnoreCase);

    private static bool IsOf(IEnumerable<string> paths, string retired) => paths.Any(path => retired.StartsWith(path + ".", StringComparison.OrdinalIgnoreCase));

    private string InUse(string file) => Holders(file) is { Length: > 0 } holders
        ? $"{file} is still in use although every instance has stopped: by {holders}."
        : $"{file} is still in use although every instance has stopped; Windows does not say by whom.";

    private string By(string file) => Holders(file) is { Length: > 0 } holders ? $" by {holders}" : ", Windows does not say by whom";

    private string Holders(string file)
    {
        var running = processes.List();
        return string.Join(", ", files.HoldersOf(file).Select(id =>
            running.FirstOrDefault(process => process.Id == id)?.ExecutablePath is { } path ? $"process {id} ({path})" : $"process {id}"));
    }
}

/// <summary>A file that is still aside.</summary>
/// <param name="Path">Where it belongs.</param>
/// <param name="Problem">Why it is not there, as a sentence with the next step.</param>
internal sealed record FileAside(string Path, string Problem);
