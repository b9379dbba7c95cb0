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
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
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

    /// <summary>Deletes a folder in which no file is left, and the folders in it, if it is there.</summary>
    public static void DeleteEmpty(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var inside in Directory.GetDirectories(folder))
            DeleteEmpty(inside);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
