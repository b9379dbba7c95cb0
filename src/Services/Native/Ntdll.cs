using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>What only ntdll.dll tells. Names and numbers are those of ntifs.h and winternl.h.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class Ntdll
{
    public const int ProcessBasicInformation = 0;
    public const int FileProcessIdsUsingFile = 47;
    public const int SystemExtendedHandles = 64;

    public const int StatusSuccess = 0;
    public const int StatusNotImplemented = unchecked((int)0xC0000002);
    public const int StatusInvalidInfoClass = unchecked((int)0xC0000003);
    public const int StatusInfoLengthMismatch = unchecked((int)0xC0000004);
    public const int StatusBufferOverflow = unchecked((int)0x80000005);

    private const string Library = "ntdll.dll";

    [DllImport(Library, ExactSpelling = true)]
    public static extern int NtQueryInformationProcess(SafeProcessHandle process, int kind, void* buffer, int size, out int needed);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int NtQueryInformationFile(SafeFileHandle file, out IoStatusBlock status, void* buffer, int size, int kind);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int NtQuerySystemInformation(int kind, void* buffer, int size, out int needed);
}
