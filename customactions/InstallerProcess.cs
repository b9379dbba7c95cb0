using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>The processes that host this installation.</summary>
internal static class InstallerProcess
{
    private const int BasicInformation = 0;

    /// <summary>How far up to look; an installer inside an installer is three steps away.</summary>
    private const int MostAncestors = 8;

    /// <summary>
    /// The process that hosts the actions. An action's own process may end with the action; the one that started it lives until
    /// the installation is over.
    /// </summary>
    public static JournalOwner Current() =>
        Ancestors().FirstOrDefault() ?? throw new InvalidOperationException("The process of the installer has ended before its actions.");

    /// <summary>The process that started this one, the one that started that, and so on while they live.</summary>
    public static IEnumerable<JournalOwner> Ancestors()
    {
        var child = Process.GetCurrentProcess();
        for (var step = 0; step < MostAncestors; step++)
        {
            var parent = ParentOf(child);
            child.Dispose();
            if (parent is null)
                yield break;
            yield return new(parent.Id, parent.StartTime.ToUniversalTime());
            child = parent;
        }

        child.Dispose();
    }

    private static Process? ParentOf(Process child)
    {
        var status = NtQueryInformationProcess(
            child.Handle, BasicInformation, out var information, Marshal.SizeOf<ProcessBasicInformation>(), IntPtr.Zero);
        if (status != 0)
            throw new Win32Exception($"The parent of process {child.Id} could not be read: NtQueryInformationProcess returned 0x{status:X8}.");
        try
        {
            var parent = Process.GetProcessById(information.InheritedFromUniqueProcessId.ToInt32());
            // A process that is younger than its child is not its parent: the number was given away again.
            return parent.StartTime <= child.StartTime ? parent : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            // The system's own processes do not let themselves be looked at, and host no installer.
            return null;
        }
    }

    [DllImport("ntdll.dll", ExactSpelling = true)]
    private static extern int NtQueryInformationProcess(
        IntPtr process, int kind, out ProcessBasicInformation information, int size, IntPtr returned);

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessBasicInformation
    {
        public IntPtr ExitStatus;
        public IntPtr PebBaseAddress;
        public IntPtr AffinityMask;
        public IntPtr BasePriority;
        public IntPtr UniqueProcessId;
        public IntPtr InheritedFromUniqueProcessId;
    }
}
