using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>Processes, files and waiting, as kernel32.dll exports them.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class Kernel32
{
    public const uint Synchronize = 0x100000;
    public const uint ProcessTerminate = 0x1;
    public const uint ProcessQueryLimitedInformation = 0x1000;

    public const uint ShareAll = 0x7;
    public const uint OpenExisting = 3;
    public const uint BackupSemantics = 0x02000000;
    public const uint GenericWrite = 0x40000000;

    public const uint WaitTimeout = 0x102;

    private const string Library = "kernel32.dll";

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    public static extern SafeProcessHandle OpenProcess(uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, int processId);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool TerminateProcess(SafeProcessHandle process, uint exitCode);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool QueryFullProcessImageNameW(SafeProcessHandle process, uint flags, char* name, ref int length);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    public static extern uint WaitForSingleObjectEx(SafeHandle handle, uint milliseconds, [MarshalAs(UnmanagedType.Bool)] bool alertable);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeFileHandle CreateFileW(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetFileInformationByHandle(SafeFileHandle file, out ByHandleFileInformation information);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern int GetLongPathNameW(string path, char* buffer, int length);
}
