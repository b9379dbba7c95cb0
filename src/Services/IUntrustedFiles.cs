namespace Octopus.Services;

/// <summary>
/// Files in a folder that an account below administrator may change, for a program with more rights than it. Such an account could put
/// links in place of its files, so that the program reads another's; nothing is reached through one here.
/// </summary>
public interface IUntrustedFiles
{
    /// <summary>
    /// The files directly in a folder, by name; none when there is no such folder. What they hold is read with <see cref="Open"/> only.
    /// </summary>
    /// <param name="root">Full path of the outermost folder that the account may change. What is above it is trusted.</param>
    /// <param name="folder">The name of a folder in it.</param>
    /// <exception cref="IOException">One of the two is a link, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    IReadOnlyList<FileInfo> List(string root, string folder);

    /// <summary>Opens a file to be read beside whoever writes, renames or deletes it.</summary>
    /// <param name="root">As above.</param>
    /// <param name="folder">As above.</param>
    /// <param name="name">The name of the file.</param>
    /// <exception cref="IOException">
    /// There is no such file, or it, the folder or the root is a link, or it is one of several names of a file, which may lie elsewhere.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    FileStream Open(string root, string folder, string name);
}
