using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The files of Windows, told apart by volume and file index.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsExecutableFiles : IExecutableFiles
{
    private const int MaxPathLength = 32768;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int FileExists = unchecked((int)0x80070050);

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool AreSame(string first, string second)
    {
        if (first.Length == 0 || second.Length == 0)
            return false;

        // Both stay open while they are compared: an index may be given to another file as soon as its own is deleted.
        using var firstFile = FileIdentity.OpenToLook(first);
        using var secondFile = FileIdentity.OpenToLook(second);
        return FileIdentity.Of(firstFile) is { } firstIdentity && FileIdentity.Of(secondFile) is { } secondIdentity
            ? firstIdentity == secondIdentity
            : string.Equals(Normalize(first), Normalize(second), StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public bool TryMove(string path, string newPath) => Try(path, $"renamed to {newPath}", () => File.Move(path, newPath));

    /// <inheritdoc/>
    public bool TryCopy(string path, string newPath) => Try(path, $"copied to {newPath}", () =>
    {
        try
        {
            File.Copy(path, newPath);
        }
        catch (IOException failed) when (failed.HResult is not (FileExists or SharingViolation or LockViolation))
        {
            TryDelete(newPath);
            throw;
        }
    });

    /// <inheritdoc/>
    public bool TryDelete(string path)
    {
        try
        {
            if (!File.Exists(path))
                return true;
            File.SetAttributes(path, FileAttributes.Normal);
            File.Delete(path);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // A file that is run is denied, as is one that the caller may not delete.
            return false;
        }
    }

    /// <inheritdoc/>
    public void DeleteFolderWhenEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // Something is in it, or somebody stands in it, or it has gone already.
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? [.. FolderListing.Read(FullPath(folder)).Where(entry => !entry.IsFolder).Select(entry => entry.Path)] : [];

    /// <inheritdoc/>
    public IReadOnlyList<int> HoldersOf(string path) => FileHolders.Of(path);

    private static bool Try(string path, string done, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (IOException held) when (held.HResult is SharingViolation or LockViolation)
        {
            return false;
        }
        catch (IOException failed)
        {
            throw new IOException($"{path} could not be {done}. {failed.Message}", failed.HResult);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UnauthorizedAccessException($"{path} may not be {done}. {refused.Message}", refused);
        }
    }

    private static string Normalize(string path)
    {
        var full = FullPath(path);
        fixed (char* buffer = new char[MaxPathLength])
        {
            var length = Kernel32.GetLongPathNameW(full, buffer, MaxPathLength);
            return length is > 0 and < MaxPathLength ? new string(buffer, 0, length) : full;
        }
    }

    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or IOException)
        {
            // A stored path may be anything. What is no path at all equals only itself.
            return path;
        }
    }
}
