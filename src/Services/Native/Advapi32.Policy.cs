using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

// The local security authority. Names and numbers are those of ntsecapi.h.
internal static unsafe partial class Advapi32
{
    public const uint PolicyCreateAccount = 0x10;
    public const uint PolicyLookupNames = 0x800;

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaOpenPolicy(IntPtr machine, ObjectAttributes* attributes, uint access, out SafePolicyHandle policy);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaClose(IntPtr policy);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaAddAccountRights(SafePolicyHandle policy, SafeLocalMemory sid, UnicodeString* rights, int count);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaEnumerateAccountRights(SafePolicyHandle policy, SafeLocalMemory sid, out SafePolicyMemory rights, out int count);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaFreeMemory(IntPtr memory);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int LsaNtStatusToWinError(int status);
}

/// <summary><c>LSA_OBJECT_ATTRIBUTES</c>; all zero but its length.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ObjectAttributes
{
    public int Length;
    public IntPtr RootDirectory;
    public IntPtr ObjectName;
    public uint Attributes;
    public IntPtr SecurityDescriptor;
    public IntPtr SecurityQualityOfService;
}

/// <summary><c>LSA_UNICODE_STRING</c>; lengths in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct UnicodeString
{
    public ushort Length;
    public ushort MaximumLength;
    public char* Buffer;
}

/// <summary>An open policy of the local security authority.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafePolicyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Advapi32.LsaClose(handle) == 0;
}

/// <summary>Memory that the local security authority handed out.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafePolicyMemory() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Advapi32.LsaFreeMemory(handle) == 0;
}
