using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Octopus.Services.Native;

/// <summary>The service control manager, as advapi32.dll exports it. Names and numbers are those of winsvc.h.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Advapi32
{
    public const uint ScManagerConnect = 0x1;
    public const uint ScManagerCreateService = 0x2;
    public const uint ScManagerEnumerateService = 0x4;

    public const uint ServiceQueryConfig = 0x1;
    public const uint ServiceChangeConfig = 0x2;
    public const uint ServiceQueryStatus = 0x4;
    public const uint ServiceStart = 0x10;
    public const uint ServiceStop = 0x20;
    public const uint ServicePauseContinue = 0x40;
    public const uint Delete = 0x10000;

    public const uint Win32Services = 0x30;
    public const uint Win32OwnProcess = 0x10;
    public const uint ServiceStateAll = 3;
    public const uint ErrorControlNormal = 1;
    public const uint NoChange = 0xFFFFFFFF;
    public const uint ConfigDescription = 1;
    public const uint ConfigFailureActions = 2;
    public const uint ConfigDelayedAutoStart = 3;
    public const uint ConfigFailureActionsFlag = 4;

    public const uint NotifyDeletePending = 0x200;

    private const string Library = "advapi32.dll";

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeServiceHandle OpenSCManagerW(string? machine, string? database, uint access);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeServiceHandle OpenServiceW(SafeServiceHandle manager, string name, uint access);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CloseServiceHandle(IntPtr handle);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool EnumServicesStatusExW(SafeServiceHandle manager, int level, uint type, uint state,
        byte* buffer, int size, out int needed, out int returned, ref uint resume, IntPtr group);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool QueryServiceStatusEx(SafeServiceHandle service, int level, ServiceStatusProcess* status, int size, out int needed);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool QueryServiceConfigW(SafeServiceHandle service, byte* buffer, int size, out int needed);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool QueryServiceConfig2W(SafeServiceHandle service, uint level, void* buffer, int size, out int needed);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern SafeServiceHandle CreateServiceW(SafeServiceHandle manager, string name, string displayName,
        uint access, uint type, uint startType, uint errorControl, string imagePath, string? group, IntPtr tag,
        char* dependencies, string? account, string? password);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ChangeServiceConfigW(SafeServiceHandle service, uint type, uint startType, uint errorControl,
        string? imagePath, string? group, IntPtr tag, char* dependencies, string? account, string? password, string? displayName);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ChangeServiceConfig2W(SafeServiceHandle service, uint level, void* info);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool DeleteService(SafeServiceHandle service);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool StartServiceW(SafeServiceHandle service, uint count, IntPtr arguments);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ControlService(SafeServiceHandle service, uint control, ServiceStatusProcess* status);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetServiceDisplayNameW(SafeServiceHandle manager, string name, char* displayName, ref int length);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetServiceKeyNameW(SafeServiceHandle manager, char* displayName, char* name, ref int length);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int NotifyServiceStatusChangeW(SafeServiceHandle service, uint mask, ServiceNotify* buffer);
}
