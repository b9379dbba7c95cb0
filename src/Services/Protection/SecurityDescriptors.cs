using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>Makes security descriptors of their text form.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class SecurityDescriptors
{
    /// <summary>The descriptor that a text in the security descriptor definition language says.</summary>
    public static SafeLocalMemory Parse(string text) =>
        Advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(text, Advapi32.SddlRevision, out var descriptor, IntPtr.Zero)
            ? descriptor
            : throw new Win32Exception(Marshal.GetLastWin32Error(), $"'{text}' is no security descriptor.");

    /// <summary>For a new object; the descriptor has to be kept as long.</summary>
    public static SecurityAttributes Attributes(SafeLocalMemory descriptor) =>
        new() { Length = sizeof(SecurityAttributes), Descriptor = descriptor.DangerousGetHandle() };
}
