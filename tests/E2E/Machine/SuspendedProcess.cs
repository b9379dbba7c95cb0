using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>A process that does nothing any more and has not ended, as one in a deadlock.</summary>
internal static partial class SuspendedProcess
{
    /// <summary>Stops every thread of the process; nobody lets them go on.</summary>
    public static void Suspend(int processId)
    {
        using var process = Process.GetProcessById(processId);
        var status = NtSuspendProcess(process.Handle);
        if (status != 0)
            throw new Win32Exception($"Process {processId} could not be suspended: 0x{status:X8}.");
    }

    [LibraryImport("ntdll.dll")]
    private static partial int NtSuspendProcess(nint process);
}
