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

    /// <summary>Whether the file can be replaced: nobody runs it or holds it against writing. A file that is not there is free.</summary>
    bool IsFree(string path);

    /// <summary>Full paths of the files directly in a folder; none when there is no such folder.</summary>
    IReadOnlyList<string> FilesIn(string folder);

    /// <summary>The other processes that run the file or have it open; none when nobody does or nobody can tell.</summary>
    IReadOnlyList<int> HoldersOf(string path);
}
