using System.Runtime.InteropServices;

namespace Octopus.Services.Native;

/// <summary><c>SERVICE_STATUS_PROCESS</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ServiceStatusProcess
{
    public uint ServiceType;
    public ServiceState CurrentState;
    public uint ControlsAccepted;
    public int Win32ExitCode;
    public int ServiceSpecificExitCode;
    public uint CheckPoint;
    public uint WaitHint;
    public int ProcessId;
    public uint ServiceFlags;
}

/// <summary><c>ENUM_SERVICE_STATUS_PROCESSW</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EnumServiceStatusProcess
{
    public char* ServiceName;
    public char* DisplayName;
    public ServiceStatusProcess Status;
}

/// <summary><c>QUERY_SERVICE_CONFIGW</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct QueryServiceConfig
{
    public uint ServiceType;
    public uint StartType;
    public uint ErrorControl;
    public char* BinaryPathName;
    public char* LoadOrderGroup;
    public uint TagId;
    public char* Dependencies;
    public char* ServiceStartName;
    public char* DisplayName;
}

/// <summary><c>SC_ACTION</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FailureAction
{
    public uint Type;
    public uint Delay;
}

/// <summary><c>SERVICE_FAILURE_ACTIONSW</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FailureActions
{
    public uint ResetPeriod;
    public char* RebootMessage;
    public char* Command;
    public uint Count;
    public FailureAction* Actions;
}

/// <summary><c>SERVICE_NOTIFY_2W</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ServiceNotify
{
    public const uint CurrentVersion = 2;

    public uint Version;
    public IntPtr NotifyCallback;
    public IntPtr Context;
    public uint NotificationStatus;
    public ServiceStatusProcess ServiceStatus;
    public uint NotificationTriggered;
    public IntPtr ServiceNames;
}
