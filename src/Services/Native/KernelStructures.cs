using System.Runtime.InteropServices;

namespace Octopus.Services.Native;

/// <summary><c>SECURITY_ATTRIBUTES</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SecurityAttributes
{
    public int Length;
    public IntPtr Descriptor;
    public int InheritHandle;
}

/// <summary><c>BY_HANDLE_FILE_INFORMATION</c>. Its times are pairs of 32-bit numbers, which are not aligned like 64-bit ones.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ByHandleFileInformation
{
    public uint FileAttributes;
    public long CreationTime;
    public long LastAccessTime;
    public long LastWriteTime;
    public uint VolumeSerialNumber;
    public uint FileSizeHigh;
    public uint FileSizeLow;
    public uint NumberOfLinks;
    public uint FileIndexHigh;
    public uint FileIndexLow;
}

/// <summary><c>FILE_ID_INFO</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileIdInformation
{
    public ulong VolumeSerialNumber;
    public ulong FileIdLow;
    public ulong FileIdHigh;
}

/// <summary><c>WIN32_FIND_DATAW</c>. Times as above.</summary>
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode, Pack = 4)]
internal unsafe struct FindData
{
    public const int MaxPath = 260;

    public uint Attributes;
    public long CreationTime;
    public long LastAccessTime;
    public long LastWriteTime;
    public uint SizeHigh;
    public uint SizeLow;
    public uint ReparseTag;
    public uint Reserved;
    public fixed char Name[MaxPath];
    public fixed char ShortName[14];
}

/// <summary><c>MODULEENTRY32W</c>.</summary>
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
internal unsafe struct ModuleEntry
{
    public int Size;
    public uint ModuleId;
    public int ProcessId;
    public uint GlobalUsage;
    public uint ProcessUsage;
    public IntPtr BaseAddress;
    public uint BaseSize;
    public IntPtr Module;
    public fixed char Name[256];
    public fixed char Path[260];
}

/// <summary><c>PROCESS_BASIC_INFORMATION</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessBasicInformation
{
    public IntPtr ExitStatus;
    public IntPtr EnvironmentBlock;
    public IntPtr AffinityMask;
    public IntPtr BasePriority;
    public IntPtr ProcessId;
    public IntPtr ParentProcessId;
}

/// <summary><c>SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemHandle
{
    public IntPtr Object;
    public IntPtr ProcessId;
    public IntPtr Handle;
    public uint GrantedAccess;
    public ushort CreatorBackTraceIndex;
    public ushort ObjectTypeIndex;
    public uint Attributes;
    public uint Reserved;
}

/// <summary><c>IO_STATUS_BLOCK</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IoStatusBlock
{
    public IntPtr Status;
    public IntPtr Information;
}
