using System.Diagnostics;

namespace Octopus.Tests.E2E.Machine;

/// <summary>A process held open, so that the moment of its end can still be read when it has ended.</summary>
internal static class HeldProcess
{
    public static Process Open(int processId)
    {
        var process = Process.GetProcessById(processId);
        _ = process.SafeHandle;
        return process;
    }
}
