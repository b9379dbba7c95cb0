using System.Runtime.InteropServices;

namespace Octopus.CustomActions;

/// <summary>The entry points as Windows Installer calls a native library: an MSIHANDLE in, a Win32 code out.</summary>
internal static class NativeExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(ListInstances))]
    private static uint ListInstances(uint session) => Call(session, EntryPoints.ListInstances);

    [UnmanagedCallersOnly(EntryPoint = nameof(RecordInstances))]
    private static uint RecordInstances(uint session) => Call(session, EntryPoints.RecordInstances);

    [UnmanagedCallersOnly(EntryPoint = nameof(RestartInstancesRollback))]
    private static uint RestartInstancesRollback(uint session) => Call(session, EntryPoints.RestartInstancesRollback);

    [UnmanagedCallersOnly(EntryPoint = nameof(StopInstances))]
    private static uint StopInstances(uint session) => Call(session, EntryPoints.StopInstances);

    [UnmanagedCallersOnly(EntryPoint = nameof(StopInstancesRollback))]
    private static uint StopInstancesRollback(uint session) => Call(session, EntryPoints.StopInstancesRollback);

    [UnmanagedCallersOnly(EntryPoint = nameof(StartInstances))]
    private static uint StartInstances(uint session) => Call(session, EntryPoints.StartInstances);

    [UnmanagedCallersOnly(EntryPoint = nameof(CommitInstances))]
    private static uint CommitInstances(uint session) => Call(session, EntryPoints.CommitInstances);

    // The handle stays the installer's: SfxCA's managed host does not close it either.
    private static uint Call(uint handle, Func<Session, ActionResult> entryPoint)
    {
        using var session = Session.FromHandle((nint)handle, ownsHandle: false);
        return (uint)entryPoint(session);
    }
}
