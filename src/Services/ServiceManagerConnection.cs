using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// The one handle through which this process lists, opens and creates services. It stays open on purpose. Seen once under Wine 8, while two threads
/// opened and closed managers of their own: "no context handle found" for both, then a stack overflow in services.exe, and every
/// later call hung. It did not happen again in forty tries, with this or without; a handle that is kept costs nothing either way.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class ServiceManagerConnection
{
    private const uint ToList = Advapi32.ScManagerConnect | Advapi32.ScManagerEnumerateService;

    // Everything that may be wanted of it, then what an account below administrator may have. What it lacks is refused where it is used.
    private static readonly uint[] Rights = [ToList | Advapi32.ScManagerCreateService, ToList, Advapi32.ScManagerConnect];

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

    /// <summary>The shared handle, for more than opening services; whoever uses it leaves it open.</summary>
    public static SafeServiceHandle Require(string service, string attempt)
    {
        var manager = Shared(out var native);
        return manager.IsInvalid ? throw ServiceErrors.Create(service, attempt, native) : manager;
    }

    /// <summary>The shared handle, opened at first use; invalid when that is refused.</summary>
    public static SafeServiceHandle Shared(out int native)
    {
        lock (Gate)
        {
            native = ServiceErrors.Success;
            if (shared is not null)
                return shared;

            var opened = Open(out native);
            if (!opened.IsInvalid)
                shared = opened;
            return opened;
        }
    }

    private static SafeServiceHandle Open(out int native)
    {
        for (var fewer = 0; ; fewer++)
        {
            var opened = Advapi32.OpenSCManagerW(null, null, Rights[fewer]);
            native = opened.IsInvalid ? Marshal.GetLastWin32Error() : ServiceErrors.Success;
            if (native != ServiceErrors.AccessDenied || fewer == Rights.Length - 1)
                return opened;
            opened.Dispose();
        }
    }
}
