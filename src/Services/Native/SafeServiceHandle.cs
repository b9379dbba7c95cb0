using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Services.Native;

/// <summary>A handle to the service control manager or to one service.</summary>
[SupportedOSPlatform("windows")]
internal sealed class SafeServiceHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Advapi32.CloseServiceHandle(handle);
}
