using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// The one handle through which this process opens services. It stays open on purpose. Seen once under Wine 8, while two threads
/// opened and closed managers of their own: "no context handle found" for both, then a stack overflow in services.exe, and every
/// later call hung. It did not happen again in forty tries, with this or without; a handle that is kept costs nothing either way.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class ServiceManagerConnection
{
    private static readonly object Gate = new();
    private static SafeServiceHandle? shared;

    /// <summary>Opens a service with the given rights; the handle is invalid when that is refused.</summary>
    public static SafeServiceHandle TryOpenService(string name, uint access, out int native)
    {
        var manager = Shared(out native);
        if (manager.IsInvalid)
            return manager;

        var service = Advapi32.OpenServiceW(manager, name, access);
        native = service.IsInvalid ? Marshal.GetLastWin32Error() : ServiceErrors.Success;
        return service;
    }

    /// <summary>Opens the manager for more than opening services.</summary>
    public static SafeServiceHandle OpenManager(uint access, string service, string attempt)
    {
        if (Shared(out var native).IsInvalid)
            throw ServiceErrors.Create(service, attempt, native);

        var manager = Advapi32.OpenSCManagerW(null, null, access);
        return manager.IsInvalid ? throw ServiceErrors.Create(service, attempt, Marshal.GetLastWin32Error()) : manager;
    }

    /// <summary>The shared handle, opened at first use; invalid when that is refused.</summary>
    public static SafeServiceHandle Shared(out int native)
    {
        lock (Gate)
        {
            native = ServiceErrors.Success;
            if (shared is not null)
                return shared;

            var opened = Advapi32.OpenSCManagerW(null, null, Advapi32.ScManagerConnect);
            if (opened.IsInvalid)
                native = Marshal.GetLastWin32Error();
            else
                shared = opened;
            return opened;
        }
    }
}
