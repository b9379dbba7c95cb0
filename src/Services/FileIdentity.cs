using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>What tells a file from every other one while it is open.</summary>
/// <param name="Volume">The serial number of its volume.</param>
/// <param name="Index">Its number on the volume.</param>
[SupportedOSPlatform("windows")]
internal readonly record struct FileIdentity(uint Volume, ulong Index)
{
    /// <summary>Opens a file so that nobody is disturbed; the handle is invalid when there is none or it cannot be opened.</summary>
    public static SafeFileHandle OpenToLook(string path) =>
        Kernel32.CreateFileW(path, Kernel32.ReadAttributes, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.BackupSemantics, IntPtr.Zero);

    /// <summary>The identity of an open file, or <see langword="null"/> when it has none.</summary>
    public static FileIdentity? Of(SafeFileHandle file) =>
        !file.IsInvalid && Kernel32.GetFileInformationByHandle(file, out var information)
            ? new FileIdentity(information.VolumeSerialNumber, ((ulong)information.FileIndexHigh << 32) | information.FileIndexLow)
            : null;
}
