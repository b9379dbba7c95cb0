using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// Deletes on Windows. Each folder is held open, itself and not what it may lead to, while what is in it is deleted: nobody can rename
/// it or put a link in its place meanwhile, so no name below it leads elsewhere.
/// </summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsFolderRemoval : IFolderRemoval
{
    private const uint Directory = 0x10;
    private const uint ReadOnly = 0x1;
    private const uint ReparsePoint = 0x400;

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (IsLink(path))
            throw new IOException($"{path} is a link to another place, so nothing was deleted. Remove the link if nobody needs it.");
        if (System.IO.Directory.Exists(path))
            DeleteFolder(path);
        else
            DeleteFile(path);
    }

    private static void DeleteFolder(string folder)
    {
        using (var held = Kernel32.CreateFileW(
            folder, Kernel32.ListDirectory | Kernel32.ReadAttributes, Kernel32.ShareReadAndWrite, IntPtr.Zero, Kernel32.OpenExisting,
            Kernel32.BackupSemantics | Kernel32.OpenReparsePoint, IntPtr.Zero))
        {
            RequireFolder(folder, held);
            foreach (var entry in FolderListing.Read(folder))
            {
                if (entry is { IsFolder: true, IsLink: false })
                    DeleteFolder(entry.Path);
                else if (entry.IsFolder)
                    System.IO.Directory.Delete(entry.Path);
                else
                    DeleteFile(entry.Path);
            }
        }

        System.IO.Directory.Delete(folder);
    }

    private static void RequireFolder(string folder, SafeFileHandle held)
    {
        if (held.IsInvalid || !Kernel32.GetFileInformationByHandle(held, out var information))
        {
            var native = Marshal.GetLastWin32Error();
            throw new IOException($"{folder} could not be opened: {new Win32Exception(native).Message.TrimEnd('.', ' ')} (error {native}).", new Win32Exception(native));
        }

        if ((information.FileAttributes & Directory) == 0 || (information.FileAttributes & ReparsePoint) != 0)
            throw new IOException($"{folder} has become something else while it was deleted, so nothing in it was.");
    }

    private static void DeleteFile(string file)
    {
        if (File.Exists(file) && ((uint)File.GetAttributes(file) & (ReadOnly | ReparsePoint)) == ReadOnly)
            File.SetAttributes(file, FileAttributes.Normal);
        File.Delete(file);
    }

    private static bool IsLink(string path) => FolderListing.IsLink(path.TrimEnd('\\'));
}
