using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The processes of Windows.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsProcesses : IProcesses
{
    /// <inheritdoc/>
    /// <exception cref="Win32Exception">The process runs, and the caller may not open it.</exception>
    public IRunningProcess? Open(int processId)
    {
        var process = RunningProcess.TryOpen(processId, out var native);
        return process is not null || native == ServiceErrors.InvalidParameter
            ? process
            : throw new Win32Exception(native, $"Process {processId} could not be opened (error {native}).");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProcessDescription> List()
    {
        var list = new List<ProcessDescription>();
        foreach (var id in Ids())
        {
            // Everything comes from one handle: no later process of the same number gets the parent of an earlier one.
            using var process = RunningProcess.TryOpen(id, out _);
            if (process?.Describe() is { } description)
                list.Add(description);
        }

        return list;
    }

    /// <summary>Whether there is such a process; one that cannot be opened is there.</summary>
    internal static bool IsRunning(int processId)
    {
        using var handle = Kernel32.OpenProcess(Kernel32.Synchronize, false, processId);
        return handle.IsInvalid
            ? Marshal.GetLastWin32Error() != ServiceErrors.InvalidParameter
            : Kernel32.WaitForSingleObjectEx(handle, 0, alertable: false) == Kernel32.WaitTimeout;
    }

    /// <summary>The identifiers of all processes.</summary>
    internal static IReadOnlyList<int> Ids()
    {
        for (var room = 1024; ; room *= 2)
        {
            var ids = new int[room];
            fixed (int* buffer = ids)
            {
                if (!Kernel32.K32EnumProcesses(buffer, room * sizeof(int), out var bytes))
                {
                    var native = Marshal.GetLastWin32Error();
                    throw new Win32Exception(native, $"The processes of this machine could not be listed (error {native}).");
                }

                // A full buffer may have had no room for more, and nobody says so.
                if (bytes < room * sizeof(int))
                    return new ArraySegment<int>(ids, 0, bytes / sizeof(int));
            }
        }
    }
}
