using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The handles of all processes.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class HandleTable
{
    /// <summary>The handles, by process; none when nobody tells.</summary>
    public static ILookup<int, IntPtr> Read()
    {
        for (var size = 1 << 20; ; size *= 2)
        {
            var buffer = Marshal.AllocHGlobal(size);
            try
            {
                var status = Ntdll.NtQuerySystemInformation(Ntdll.SystemExtendedHandles, (void*)buffer, size, out _);
                if (status != Ntdll.StatusInfoLengthMismatch)
                    return ToLookup(status == Ntdll.StatusSuccess ? (IntPtr*)buffer : null);
            }
            finally
            {
                Marshal.FreeHGlobal(buffer);
            }
        }
    }

    // SYSTEM_HANDLE_INFORMATION_EX: a count and a reserved field, both as wide as a pointer, then the handles.
    private static ILookup<int, IntPtr> ToLookup(IntPtr* information)
    {
        var count = information is null ? 0 : (int)*information;
        var handles = new List<(int Process, IntPtr Handle)>(count);
        for (var i = 0; i < count; i++)
        {
            var handle = ((SystemHandle*)(information + 2))[i];
            handles.Add((unchecked((int)handle.ProcessId.ToInt64()), handle.Handle));
        }

        return handles.ToLookup(handle => handle.Process, handle => handle.Handle);
    }
}
