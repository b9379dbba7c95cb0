using System.Security.Cryptography;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Backup.Secrets;

/// <summary>A file of random bytes in place of a passphrase.</summary>
public static class KeyFile
{
    /// <summary>The shortest key, in bytes.</summary>
    public const int ShortestKey = 32;

    private const int LongestKey = 64 * 1024;

    /// <summary>Reads one.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.SecretUnusable"/>, naming the file.</exception>
    public static BackupSecret Read(string path)
    {
        try
        {
            using var file = SharedFile.Open(path);
            if (file.Length is < ShortestKey or > LongestKey)
                throw Unusable(path, $"has {file.Length} bytes and a key file has {ShortestKey} to {LongestKey}", null);
            var key = new byte[file.Length];
            file.ReadExactly(key);
            return BackupSecret.FromKey(key);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(path, "is missing", missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"cannot be read ({unreadable.Message})", unreadable);
        }
    }

    /// <summary>Refuses where <see cref="Create"/> would, and changes nothing.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static void RequireCreatable(string path, IFolderProtection protection)
    {
        if (Path.Exists(path))
            throw new BackupException(BackupError.AlreadyExists, $"{path} exists already and what it encrypted would be lost without it. Name another file.");
        var folder = FolderOf(path);
        if (protection.Trespassers(folder, FolderAccess.AdministratorsOnly) is { Count: > 0 } trespassers)
        {
            throw new BackupException(
                BackupError.SecretUnusable,
                $"The folder {folder} can be used by {string.Join(", ", trespassers)}, so a key in it would be no secret. Name a file in a folder that does not exist yet; it is made for administrators only.");
        }
    }

    /// <summary>Makes one of 32 random bytes, in a folder for administrators only, which is made when it is not there.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.AlreadyExists"/> when the file is there; <see cref="BackupError.SecretUnusable"/> when others may use
    /// its folder.
    /// </exception>
    public static void Create(string path, IFolderProtection protection)
    {
        var folder = FolderOf(path);
        var isNew = !Directory.Exists(folder);
        RequireCreatable(path, protection);
        // One that somebody else makes in this moment is not used.
        if (isNew)
            protection.MakeNew(folder, FolderAccess.AdministratorsOnly);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(RandomNumberGenerator.GetBytes(ShortestKey));
        file.Flush(flushToDisk: true);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static BackupException Unusable(string path, string state, Exception? cause) =>
        new(BackupError.SecretUnusable, $"The key file {path} {state}. Name the one that was made with 'backup --new-key-file'.", cause);
}
