namespace Octopus.Services;

/// <summary>The files that services run.</summary>
public interface IExecutableFiles
{
    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>
    /// Whether two paths lead to one file, however they are written: 8.3 names, links, other case. For a file that is not there
    /// or cannot be looked at, the paths decide.
    /// </summary>
    bool AreSame(string first, string second);

    /// <summary>Gives a file another name in its folder. One that is run can be renamed; one that somebody holds otherwise cannot.</summary>
    /// <returns>Whether it has that name; <see langword="false"/> when somebody holds it.</returns>
    /// <exception cref="IOException">It cannot be renamed. The message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not rename it. The message names it.</exception>
    bool TryMove(string path, string newPath);

    /// <summary>Copies a file to a place where there is none. One that others read can be copied, although it cannot be renamed.</summary>
    /// <returns>Whether it is there; <see langword="false"/> when somebody lets nobody read it.</returns>
    /// <exception cref="IOException">It cannot be copied, and nothing is left of a beginning. The message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not copy it. The message names it.</exception>
    bool TryCopy(string path, string newPath);

    /// <summary>Deletes a file, also one that is marked read-only.</summary>
    /// <returns>Whether it is gone; <see langword="false"/> when somebody runs or holds it, or the caller may not.</returns>
    bool TryDelete(string path);

    /// <summary>Deletes a folder in which nothing is. Any other stays.</summary>
    void DeleteFolderWhenEmpty(string folder);

    /// <summary>Full paths of the files directly in a folder; none when there is no such folder.</summary>
    IReadOnlyList<string> FilesIn(string folder);

    /// <summary>The other processes that run the file or have it open; none when nobody does or nobody can tell.</summary>
    IReadOnlyList<int> HoldersOf(string path);
}
