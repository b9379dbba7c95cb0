using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>Processes, files and waiting, as kernel32.dll exports them.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Kernel32
{
    public const uint Synchronize = 0x100000;
    public const uint ProcessTerminate = 0x1;
    public const uint ProcessDuplicateHandle = 0x40;
    public const uint ProcessQueryLimitedInformation = 0x1000;

    public const uint ShareAll = 0x7;
    public const uint OpenExisting = 3;
    public const uint BackupSemantics = 0x02000000;
    public const uint OpenReparsePoint = 0x00200000;
    public const uint GenericRead = 0x80000000;
    public const uint GenericWrite = 0x40000000;
    public const uint ListDirectory = 0x1;
    public const uint ReadAttributes = 0x80;
    public const uint ReadControl = 0x20000;
    public const uint WriteDac = 0x40000;
    public const uint WriteOwner = 0x80000;
    public const uint ShareReadAndWrite = 0x3;
    public const uint FileTypeDisk = 1;
    public const int FileIdInfo = 18;

    public const uint EventModifyState = 0x2;

    public const uint SnapshotModules = 0x18;
    public const uint DuplicateSameAccess = 2;

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
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetProcessTimes(SafeProcessHandle process, out long created, out long exited, out long kernel, out long user);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool K32EnumProcesses(int* processIds, int size, out int needed);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int GetCurrentProcessId();

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    public static extern IntPtr GetStdHandle(int handle);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetConsoleMode(IntPtr console, uint* mode);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetConsoleMode(IntPtr console, uint mode);

    [DllImport(Library, ExactSpelling = true)]
    public static extern IntPtr GetCurrentProcess();

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    public static extern SafeKernelHandle CreateToolhelp32Snapshot(uint flags, int processId);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool Module32FirstW(SafeKernelHandle snapshot, ModuleEntry* module);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool Module32NextW(SafeKernelHandle snapshot, ModuleEntry* module);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool DuplicateHandle(SafeProcessHandle source, IntPtr handle, IntPtr target, out SafeFileHandle duplicate,
        uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, uint options);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeWaitHandle CreateEventW(SecurityAttributes* security, [MarshalAs(UnmanagedType.Bool)] bool manualReset,
        [MarshalAs(UnmanagedType.Bool)] bool initialState, string name);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeWaitHandle OpenEventW(uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, string name);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetEvent(SafeWaitHandle handle);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    public static extern uint WaitForSingleObjectEx(SafeHandle handle, uint milliseconds, [MarshalAs(UnmanagedType.Bool)] bool alertable);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeFileHandle CreateFileW(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetFileInformationByHandle(SafeFileHandle file, out ByHandleFileInformation information);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetFileInformationByHandleEx(SafeFileHandle file, int kind, void* information, int size);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern int GetLongPathNameW(string path, char* buffer, int length);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetNamedPipeServerProcessId(SafeHandle pipe, out uint processId);

    [DllImport(Library, ExactSpelling = true)]
    public static extern uint GetFileType(SafeFileHandle file);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CreateDirectoryW(string path, SecurityAttributes* security);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeFindHandle FindFirstFileW(string pattern, FindData* data);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool FindNextFileW(SafeFindHandle find, FindData* data);

    [DllImport(Library, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool FindClose(IntPtr find);

    [DllImport(Library, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CloseHandle(IntPtr handle);

    [DllImport(Library, ExactSpelling = true)]
    public static extern IntPtr LocalFree(IntPtr memory);
}
