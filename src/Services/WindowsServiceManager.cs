using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The service control manager of Windows. Every call opens what it needs with the least access, and closes it.</summary>
/// <param name="time">The clock that bounds waits.</param>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsServiceManager(TimeProvider time) : IServiceManager
{
    private static readonly object Starting = new();

    /// <inheritdoc/>
    public IReadOnlyList<Service> List()
    {
        using var manager = ServiceManagerConnection.OpenManager(Advapi32.ScManagerConnect | Advapi32.ScManagerEnumerateService, "", "asked for its services");
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
    public void Create(ServiceDefinition definition)
    {
        var name = definition.Name;
        using var manager = ServiceManagerConnection.OpenManager(Advapi32.ScManagerConnect | Advapi32.ScManagerCreateService, name, "created");
        fixed (char* dependencies = DoubleTerminated(definition.DependsOn))
        {
            using var service = Advapi32.CreateServiceW(
                manager, name, definition.DisplayName, Advapi32.ServiceChangeConfig | Advapi32.Delete, Advapi32.Win32OwnProcess,
                StartTypes.ToNative(definition.StartType), Advapi32.ErrorControlNormal, definition.ImagePath,
                null, IntPtr.Zero, dependencies, null, null);
            if (service.IsInvalid)
                throw ServiceErrors.Create(name, "created", Marshal.GetLastWin32Error());

            try
            {
                SetDescription(service, name, definition.Description);
                if (definition.StartType == StartType.AutomaticDelayed)
                    SetDelayed(service, name, true, "created with a delayed start");
            }
            catch (ServiceException)
            {
                // All or nothing: no half-made service is left behind. The first failure is the one to report.
                Advapi32.DeleteService(service);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        using var service = OpenService(name, Advapi32.Delete, "deleted");
        if (!Advapi32.DeleteService(service))
            throw ServiceErrors.Create(name, "deleted", Marshal.GetLastWin32Error());
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

        // Windows keeps the flag through every other start type, so both automatic ones say what they want.
        var delayed = startType == StartType.AutomaticDelayed;
        if (startType is StartType.Automatic or StartType.AutomaticDelayed && ServiceQuery.IsDelayed(service) != delayed)
            SetDelayed(service, name, delayed, attempt);
    }

    /// <inheritdoc/>
    public void SetImagePath(string name, string imagePath)
    {
        const string attempt = "given another command line";
        using var service = OpenService(name, Advapi32.ServiceChangeConfig, attempt);
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
    public Task<Service> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A wait must end.");

        return ServiceWait.For(
            () => Find(name) ?? throw ServiceErrors.Create(name, "watched", ServiceErrors.ServiceDoesNotExist),
            name, state, timeout, time, cancellation);
    }

    private static SafeServiceHandle OpenService(string name, uint access, string attempt)
    {
        var service = ServiceManagerConnection.TryOpenService(name, access, out var native);
        return service.IsInvalid ? throw ServiceErrors.Create(name, attempt, native) : service;
    }

    private static void SetDescription(SafeServiceHandle service, string name, string description)
    {
        fixed (char* text = description)
        {
            var info = text;
            if (!Advapi32.ChangeServiceConfig2W(service, Advapi32.ConfigDescription, &info))
                throw ServiceErrors.Create(name, "described", Marshal.GetLastWin32Error());
        }
    }

    private static void SetDelayed(SafeServiceHandle service, string name, bool delayed, string attempt)
    {
        var info = delayed ? 1 : 0;
        if (!Advapi32.ChangeServiceConfig2W(service, Advapi32.ConfigDelayedAutoStart, &info))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());
    }

    private static string? DoubleTerminated(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : string.Join("\0", names) + "\0";
}
