using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>A handle that <c>CloseHandle</c> closes and no other class is there for: a snapshot, a token.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafeKernelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Kernel32.CloseHandle(handle);
}

/// <summary>A search for files.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafeFindHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Kernel32.FindClose(handle);
}

/// <summary>Memory that Windows handed out and <c>LocalFree</c> takes back.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafeLocalMemory() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Kernel32.LocalFree(handle) == IntPtr.Zero;
}
