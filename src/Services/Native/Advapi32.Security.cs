using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

// Rights, accounts and privileges. Names and numbers are those of winnt.h and accctrl.h.
internal static unsafe partial class Advapi32
{
    public const uint SddlRevision = 1;

    public const int FileObject = 1;
    public const uint OwnerInformation = 0x1;
    public const uint DaclInformation = 0x4;
    public const uint ProtectedDacl = 0x80000000;

    public const uint TokenQuery = 0x8;
    public const uint TokenAdjustPrivileges = 0x20;
    public const int TokenUser = 1;
    public const uint PrivilegeEnabled = 0x2;

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertStringSecurityDescriptorToSecurityDescriptorW(
        string text, uint revision, out SafeLocalMemory descriptor, IntPtr size);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertSidToStringSidW(IntPtr sid, out SafeLocalMemory text);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertStringSidToSidW(string text, out SafeLocalMemory sid);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetSecurityDescriptorOwner(SafeLocalMemory descriptor, out IntPtr owner, out int defaulted);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetSecurityDescriptorDacl(SafeLocalMemory descriptor, out int present, out AccessControlList* list, out int defaulted);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int GetSecurityInfo(SafeFileHandle file, int type, uint what,
        out IntPtr owner, IntPtr group, out AccessControlList* list, IntPtr audit, out SafeLocalMemory descriptor);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int SetSecurityInfo(SafeFileHandle file, int type, uint what,
        IntPtr owner, IntPtr group, AccessControlList* list, IntPtr audit);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetKernelObjectSecurity(SafeFileHandle file, uint what, SafeLocalMemory descriptor);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetAce(AccessControlList* list, int index, out AccessControlEntry* entry);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool LookupAccountSidW(string? machine, SafeLocalMemory sid, char* name, ref int nameLength, char* domain, ref int domainLength, out int use);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool LookupAccountNameW(string? machine, string name, byte* sid, ref int sidLength, char* domain, ref int domainLength, out int use);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool OpenThreadToken(IntPtr thread, uint access, [MarshalAs(UnmanagedType.Bool)] bool asSelf, out SafeKernelHandle token);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool OpenProcessToken(IntPtr process, uint access, out SafeKernelHandle token);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetTokenInformation(SafeKernelHandle token, int kind, void* buffer, int size, out int needed);

    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool LookupPrivilegeValueW(string? machine, string name, out long luid);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool AdjustTokenPrivileges(SafeKernelHandle token, [MarshalAs(UnmanagedType.Bool)] bool disableAll,
        TokenPrivilege* privileges, int size, TokenPrivilege* before, out int needed);
}

/// <summary><c>ACL</c>: the head of a list of entries.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AccessControlList
{
    public byte Revision;
    public byte Reserved;
    public ushort Size;
    public ushort Count;
    public ushort ReservedToo;
}

/// <summary><c>ACCESS_ALLOWED_ACE</c>; the account follows the mask.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AccessControlEntry
{
    public byte Type;
    public byte Flags;
    public ushort Size;
    public uint Mask;
    public uint Account;
}

/// <summary><c>TOKEN_PRIVILEGES</c> with one privilege.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TokenPrivilege
{
    public int Count;
    public long Luid;
    public uint Attributes;
}
