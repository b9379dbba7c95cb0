using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>Drives, and where a path really leads.</summary>
internal static unsafe partial class Kernel32
{
    public const uint DriveFixed = 3;
    public const uint ShareRead = 0x1;

    [DllImport(Library, ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint GetDriveTypeW(string root);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern uint GetFinalPathNameByHandleW(SafeFileHandle file, char* path, uint length, uint flags);
}
