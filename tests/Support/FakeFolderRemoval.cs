using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Deletes on the disk, without the care that others need on Windows.</summary>
public sealed class FakeFolderRemoval : IFolderRemoval
{
    /// <summary>What was deleted, in order.</summary>
    public List<string> Deleted { get; } = [];

    public void Delete(string path)
    {
        if (Entry(path) is not { } entry)
            return;
        if (IsLink(entry))
            throw new IOException($"{path} is a link to another place, so nothing was deleted. Remove the link if nobody needs it.");
        Deleted.Add(path);
        Delete(entry);
    }

    private static void Delete(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo folder && !IsLink(entry))
            folder.EnumerateFileSystemInfos().ToList().ForEach(Delete);
        else if (entry is FileInfo { IsReadOnly: true } && !IsLink(entry))
            entry.Attributes = FileAttributes.Normal;
        entry.Delete();
    }

    private static FileSystemInfo? Entry(string path) => Directory.Exists(path) ? new DirectoryInfo(path) : File.Exists(path) ? new FileInfo(path) : null;

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
