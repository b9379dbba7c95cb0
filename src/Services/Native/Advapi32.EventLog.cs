using System.Runtime.InteropServices;

namespace Octopus.Services.Native;

// The event log.
internal static unsafe partial class Advapi32
{
    [DllImport(Library, ExactSpelling = true, SetLastError = true, CharSet = CharSet.Unicode)]
    public static extern IntPtr RegisterEventSourceW(string? machine, string source);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ReportEventW(IntPtr log, ushort type, ushort category, int id, IntPtr account,
        ushort textCount, uint dataSize, char** texts, void* data);

    [DllImport(Library, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool DeregisterEventSource(IntPtr log);
}
