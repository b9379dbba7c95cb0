using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The files of Windows, told apart by volume and file index.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsExecutableFiles : IExecutableFiles
{
    private const int MaxPathLength = 32768;

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool AreSame(string first, string second)
    {
        if (first.Length == 0 || second.Length == 0)
            return false;

        // Both stay open while they are compared: an index may be given to another file as soon as its own is deleted.
        using var firstFile = OpenToLook(first);
        using var secondFile = OpenToLook(second);
        return TryIdentify(firstFile, out var firstIdentity) && TryIdentify(secondFile, out var secondIdentity)
            ? firstIdentity == secondIdentity
            : string.Equals(Normalize(first), Normalize(second), StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public bool IsFree(string path)
    {
        using var file = Kernel32.CreateFileW(path, Kernel32.GenericWrite, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, 0, IntPtr.Zero);
        return !file.IsInvalid || Marshal.GetLastWin32Error() is ServiceErrors.FileNotFound or ServiceErrors.PathNotFound;
    }

    // No access at all is enough to ask for the identity, and disturbs nobody.
    private static SafeFileHandle OpenToLook(string path) =>
        Kernel32.CreateFileW(path, 0, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.BackupSemantics, IntPtr.Zero);

    private static bool TryIdentify(SafeFileHandle file, out (uint Volume, uint High, uint Low) identity)
    {
        identity = default;
        if (file.IsInvalid || !Kernel32.GetFileInformationByHandle(file, out var information))
            return false;

        identity = (information.VolumeSerialNumber, information.FileIndexHigh, information.FileIndexLow);
        return true;
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
