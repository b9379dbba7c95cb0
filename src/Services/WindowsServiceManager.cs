using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The service control manager of Windows. Every call opens the service that it needs with the least access, and closes it.</summary>
/// <param name="time">The clock that bounds waits.</param>
[SupportedOSPlatform("windows")]
public sealed unsafe partial class WindowsServiceManager(TimeProvider time) : IServiceManager
{
    private static readonly object Starting = new();

    /// <inheritdoc/>
    public IReadOnlyList<Service> List()
    {
        var manager = ServiceManagerConnection.Require("", "asked for its services");
        var services = new List<Service>();
        foreach (var (name, status) in ServiceQuery.Enumerate(manager))
        {
            using var service = ServiceManagerConnection.TryOpenService(name, Advapi32.ServiceQueryConfig, out var native);
            if (ServiceQuery.Describe(service, native, name, status) is { } description)
                services.Add(description);
        }

        return services;
    }

    /// <inheritdoc/>
    public Service? Find(string name)
    {
        using var service = ServiceManagerConnection.TryOpenService(name, Advapi32.ServiceQueryConfig | Advapi32.ServiceQueryStatus, out var native);
        if (!service.IsInvalid)
            return ServiceQuery.Read(service, name);

        return ServiceErrors.Translate(native) == ServiceError.NotFound ? null : throw ServiceErrors.Create(name, "looked up", native);
    }

    /// <inheritdoc/>
    public ServiceStatus? Look(string name)
    {
        using var service = ServiceManagerConnection.TryOpenService(name, Advapi32.ServiceQueryStatus, out var native);
        if (!service.IsInvalid)
            return ServiceQuery.ReadStatus(service, name);

        return ServiceErrors.Translate(native) == ServiceError.NotFound ? null : throw ServiceErrors.Create(name, "looked up", native);
    }

    /// <inheritdoc/>
    public void SetStartType(string name, StartType startType)
    {
        var attempt = $"set to start type {startType}";
        using var service = OpenService(name, Advapi32.ServiceChangeConfig | Advapi32.ServiceQueryConfig, attempt);
        if (!Advapi32.ChangeServiceConfigW(
                service, Advapi32.NoChange, StartTypes.ToNative(startType), Advapi32.NoChange,
                null, null, IntPtr.Zero, null, null, null, null))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());

        ServiceDetails.SetDelayed(service, name, startType, attempt);
    }

    /// <inheritdoc/>
    public void SetImagePath(string name, string imagePath)
    {
        const string attempt = "given another command line";
        using var service = OpenService(name, Advapi32.ServiceChangeConfig | Advapi32.ServiceQueryConfig, attempt);
        if (ServiceQuery.ReadImagePath(service, name) == imagePath)
            return;
        if (!Advapi32.ChangeServiceConfigW(
                service, Advapi32.NoChange, Advapi32.NoChange, Advapi32.NoChange,
                imagePath, null, IntPtr.Zero, null, null, null, null))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());
    }

    /// <inheritdoc/>
    public void Request(string name, ServiceRequest request)
    {
        if (request == ServiceRequest.Start)
        {
            using var service = OpenService(name, Advapi32.ServiceStart, "started");

            // One after the other, as the service control manager does it: twenty at once, and some are refused with
            // ERROR_SERVICE_DATABASE_LOCKED after three seconds in the queue (seen under Wine 8).
            lock (Starting)
            {
                if (!Advapi32.StartServiceW(service, 0, IntPtr.Zero))
                    throw ServiceErrors.Create(name, "started", Marshal.GetLastWin32Error());
            }

            return;
        }

        var (access, control, attempt) = request switch
        {
            ServiceRequest.Stop => (Advapi32.ServiceStop, 1u, "stopped"),
            ServiceRequest.Pause => (Advapi32.ServicePauseContinue, 2u, "paused"),
            ServiceRequest.Continue => (Advapi32.ServicePauseContinue, 3u, "continued"),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request, null),
        };
        using var controlled = OpenService(name, access, attempt);
        ServiceStatusProcess status;
        if (!Advapi32.ControlService(controlled, control, &status))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());
    }

    /// <inheritdoc/>
    public Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A wait must end.");

        return ServiceWait.For(
            () => Look(name) ?? throw ServiceErrors.Create(name, "watched", ServiceErrors.ServiceDoesNotExist), name, state, timeout, time, cancellation);
    }

    private static SafeServiceHandle OpenService(string name, uint access, string attempt)
    {
        var service = ServiceManagerConnection.TryOpenService(name, access, out var native);
        return service.IsInvalid ? throw ServiceErrors.Create(name, attempt, native) : service;
    }
}
