namespace Octopus.Backup.Restoring;

/// <summary>Where a restore unpacks, and what it calls what it replaces: beside the place itself, so that renaming is enough.</summary>
internal static class RestorePlaces
{
    /// <summary>The ending of what is unpacked and not in its place yet.</summary>
    public const string StagedEnding = ".restoring";

    /// <summary>The ending of what was replaced and is not deleted yet.</summary>
    public const string ReplacedEnding = ".replaced";

    /// <summary>Refuses when a name that the restore needs is taken.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.NoRoom"/>.</exception>
    public static void RequireFree(IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(path => Path.Exists(path)) is { } taken)
            throw new BackupException(BackupError.NoRoom, $"{taken} is in the way of the restore, which needs that name for a moment. Move it away, or delete it.");
    }

    /// <summary>Renames a file or folder.</summary>
    public static void Rename(string from, string to)
    {
        try
        {
            if (Directory.Exists(from))
                Directory.Move(from, to);
            else
                File.Move(from, to);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{from} could not be renamed to {to}: {refused.Message.TrimEnd('.', ' ')}. Close every program that uses it, and try again.", refused);
        }
    }

    /// <summary>Deletes a file or folder, if it is there. Links in it are deleted, and not what is behind them.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else if (File.Exists(path))
            File.Delete(path);
    }
}
