namespace Octopus.Services;

/// <summary>Deletes folders without ever leaving them, also where somebody else may change them meanwhile.</summary>
public interface IFolderRemoval
{
    /// <summary>
    /// Deletes a file, or a folder with everything in it. Nothing happens when it is not there. A link in it is deleted and not what is
    /// behind it.
    /// </summary>
    /// <exception cref="IOException">It is a link itself, and nothing was deleted; or a file is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not delete it.</exception>
    void Delete(string path);
}
