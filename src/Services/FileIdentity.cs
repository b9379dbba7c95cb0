using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>What tells a file from every other one while it is open.</summary>
/// <param name="Volume">The serial number of its volume.</param>
/// <param name="Index">Its number on the volume.</param>
/// <param name="IndexHigh">The rest of that number, on file systems that need more than 64 bits.</param>
[SupportedOSPlatform("windows")]
internal readonly record struct FileIdentity(ulong Volume, ulong Index, ulong IndexHigh)
{
    /// <summary>Opens a file so that nobody is disturbed; the handle is invalid when there is none or it cannot be opened.</summary>
    public static SafeFileHandle OpenToLook(string path) =>
        Kernel32.CreateFileW(path, Kernel32.ReadAttributes, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.BackupSemantics, IntPtr.Zero);

    /// <summary>The identity of an open file, or <see langword="null"/> when it has none.</summary>
    /// <remarks>
    /// Two files of one ReFS volume may share the index of 64 bits; that of 128 bits is unique. A file system that does not know it
    /// knows it for none of its files, so identities of one volume are always of one kind.
    /// </remarks>
    public static FileIdentity? Of(SafeFileHandle file) =>
        file.IsInvalid ? null : Long(file) ?? Short(file);

    private static unsafe FileIdentity? Long(SafeFileHandle file)
    {
        FileIdInformation information;
        return Kernel32.GetFileInformationByHandleEx(file, Kernel32.FileIdInfo, &information, sizeof(FileIdInformation))
            ? new FileIdentity(information.VolumeSerialNumber, information.FileIdLow, information.FileIdHigh)
            : null;
    }

    private static FileIdentity? Short(SafeFileHandle file) =>
        Kernel32.GetFileInformationByHandle(file, out var information)
            ? new FileIdentity(information.VolumeSerialNumber, ((ulong)information.FileIndexHigh << 32) | information.FileIndexLow, 0)
            : null;
}
