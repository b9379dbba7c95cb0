namespace Octopus.Services;

/// <summary>Where folders of this machine are: what decides whether something may be changed or deleted there.</summary>
public interface IFolderPlaces
{
    /// <summary>
    /// Full paths of the folders that belong to Windows, to programs, to the data of programs and to users. What holds one of them, or
    /// lies in one, is not a folder of this product's.
    /// </summary>
    IReadOnlyList<string> SystemFolders { get; }

    /// <summary>Those of the system's folders that hold programs, each program in a folder of its own.</summary>
    IReadOnlyList<string> ProgramFolders { get; }

    /// <summary>The names of the files and folders directly in a folder; none when there is no such folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    IReadOnlyList<string> NamesIn(string folder);

    /// <summary>Whether a full path is on a drive that is built into this machine: no share, nothing that is plugged in.</summary>
    bool IsOnFixedDrive(string path);

    /// <summary>
    /// The first part of a full path that is a link, a junction for instance, the whole path included; <see langword="null"/> when
    /// none is. Parts that are not there are none.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="top">Where to begin: parts above it are not looked at. Default: at the drive.</param>
    string? LinkIn(string path, string? top = null);

    /// <summary>
    /// A full path as Windows itself has it: without short names and without drives that stand for folders. Parts that are not there
    /// stay as they are.
    /// </summary>
    /// <exception cref="IOException">A part of it cannot be looked at.</exception>
    string TrueName(string path);
}
