using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// The files of Windows. What was opened is judged, and not its path: by the time somebody looks at a path it may lead elsewhere.
/// </summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsUntrustedFiles : IUntrustedFiles
{
    private const uint DirectoryAttribute = 0x10;
    private const uint ReparsePointAttribute = 0x400;
    private const int LongestPath = 32768;

    /// <inheritdoc/>
    public IReadOnlyList<FileInfo> List(string root, string folder)
    {
        var path = PathOf(root, folder);
        RequireNoLink(root, path);
        return Directory.Exists(path)
            ? [.. FolderListing.Read(path).Where(entry => !entry.IsFolder).Select(entry => new FileInfo(entry.Path))]
            : [];
    }

    /// <inheritdoc/>
    public FileStream Open(string root, string folder, string name)
    {
        var path = PathOf(root, folder, name);
        RequireNoLink(root, PathOf(root, folder), path);
        using var outermost = Open(root, Kernel32.ReadAttributes, Kernel32.BackupSemantics | Kernel32.OpenReparsePoint);
        var there = Below(FinalPath(root, outermost), folder, name);

        var file = Open(path, Kernel32.GenericRead, Kernel32.OpenReparsePoint | Kernel32.BackupSemantics);
        try
        {
            // Windows keeps a file that is deduplicated behind such a point too; without the flag it is read as it was written.
            if ((Information(path, file).FileAttributes & ReparsePointAttribute) != 0)
            {
                file.Dispose();
                RequireNoLink(path);
                file = Open(path, Kernel32.GenericRead, Kernel32.BackupSemantics);
            }

            RequireItself(path, file, there);
            return new FileStream(file, FileAccess.Read);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw;
        }
    }

    private static void RequireItself(string path, SafeFileHandle file, string there)
    {
        var information = Information(path, file);
        if (!string.Equals(FinalPath(path, file), there, StringComparison.OrdinalIgnoreCase))
            throw Refused($"{path} leads to another place");
        if ((information.FileAttributes & DirectoryAttribute) != 0 || Kernel32.GetFileType(file) != Kernel32.FileTypeDisk)
            throw Refused($"{path} is no file");
        if (information.NumberOfLinks > 1)
            throw Refused($"{path} is one of several names of a file");
    }

    private static void RequireNoLink(params string[] paths)
    {
        foreach (var path in paths)
        {
            if (FolderListing.IsLink(path))
                throw Refused($"{path} is a link to another place");
        }
    }

    private static SafeFileHandle Open(string path, uint access, uint flags)
    {
        var handle = Kernel32.CreateFileW(path, access, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, flags, IntPtr.Zero);
        if (!handle.IsInvalid)
            return handle;
        var native = Marshal.GetLastWin32Error();
        handle.Dispose();
        throw Failure(path, native);
    }

    private static ByHandleFileInformation Information(string path, SafeFileHandle file) =>
        Kernel32.GetFileInformationByHandle(file, out var information) ? information : throw Failure(path, Marshal.GetLastWin32Error());

    private static string FinalPath(string path, SafeFileHandle file)
    {
        var buffer = new char[LongestPath];
        fixed (char* name = buffer)
        {
            var length = Kernel32.GetFinalPathNameByHandleW(file, name, LongestPath, flags: 0);
            return length is > 0 and < LongestPath ? new string(name, 0, (int)length) : throw Failure(path, Marshal.GetLastWin32Error());
        }
    }

    private static string PathOf(string root, params string[] names) => Below(Path.GetFullPath(root), names);

    private static string Below(string root, params string[] names) => root.TrimEnd('\\') + "\\" + string.Join("\\", names);

    private static IOException Refused(string reason) => new($"{reason}. Whoever runs the instance may have put it there to have something else read; remove it.");

    private static Exception Failure(string path, int native)
    {
        var reason = new Win32Exception(native);
        return native switch
        {
            ServiceErrors.FileNotFound or ServiceErrors.PathNotFound => new FileNotFoundException($"There is no {path}.", path),
            ServiceErrors.AccessDenied => new UnauthorizedAccessException($"{path} could not be read: access denied.", reason),
            _ => new IOException($"{path} could not be read: {reason.Message.TrimEnd('.', ' ')} (error {native}).", reason),
        };
    }
}
