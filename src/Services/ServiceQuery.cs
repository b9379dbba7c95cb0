using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security;
using Microsoft.Win32;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>Reads services through handles that somebody else opened.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ServiceQuery
{
    /// <summary>SC_ENUM_PROCESS_INFO and SC_STATUS_PROCESS_INFO are both 0.</summary>
    private const int ProcessInfo = 0;

    /// <summary>The longest name the service control manager allows, in characters.</summary>
    private const int MaxNameLength = 256;

    // What is read points into the buffer it is in, so it is made something else of before that goes.
    private delegate T Reading<out T>(QueryServiceConfig* config);

    public static List<(string Name, ServiceStatusProcess Status)> Enumerate(SafeServiceHandle manager)
    {
        var size = 64 * 1024;
        while (true)
        {
            // Always from the beginning: a list continued after it has changed can miss a service or have one twice.
            var resume = 0u;
            fixed (byte* buffer = new byte[size])
            {
                if (Advapi32.EnumServicesStatusExW(
                        manager, ProcessInfo, Advapi32.Win32Services, Advapi32.ServiceStateAll,
                        buffer, size, out var needed, out var count, ref resume, IntPtr.Zero))
                    return ToList((EnumServiceStatusProcess*)buffer, count);

                var native = Marshal.GetLastWin32Error();
                if (native != ServiceErrors.MoreData)
                    throw ServiceErrors.Create("", "asked for its services", native);
                size += needed;
            }
        }
    }

    /// <summary>Everything about one open service, or <see langword="null"/> when it has been deleted meanwhile.</summary>
    public static Service? Read(SafeServiceHandle service, string name) =>
        QueryStatus(service, name) is { } status ? Describe(service, 0, StoredName(name), status) : null;

    /// <summary>What one open service is doing and nothing else, or <see langword="null"/> when it has been deleted meanwhile.</summary>
    public static ServiceStatus? ReadStatus(SafeServiceHandle service, string name) =>
        QueryStatus(service, name) is { } status ? Settle(status) : null;

    /// <summary>The command line of an open service, and nothing else.</summary>
    public static string ReadImagePath(SafeServiceHandle service, string name) =>
        QueryConfig(service, config => Text(config->BinaryPathName), out var native) ?? throw ServiceErrors.Create(name, "queried", native);

    /// <summary>
    /// A service whose status is known; <see langword="null"/> when it has been deleted meanwhile. Whatever else keeps it from being
    /// read hides this one, and none of the others in its list.
    /// </summary>
    /// <param name="service">Its handle, perhaps invalid.</param>
    /// <param name="openError">Why the handle is invalid.</param>
    /// <param name="name">Its name.</param>
    /// <param name="status">Its status.</param>
    public static Service? Describe(SafeServiceHandle service, int openError, string name, ServiceStatusProcess status)
    {
        var native = openError;
        var config = service.IsInvalid ? null : ReadConfig(service, name, out native);
        if (IsGone(native))
            return null;

        var now = Settle(status);
        return config is null
            ? new Service(name, now.State, now.ProcessId, StartType.Manual, "", "", now.ExitCode) { IsHidden = true }
            : new Service(name, now.State, now.ProcessId, config.StartType, config.ImagePath, config.Account, now.ExitCode) { DependsOn = config.DependsOn };
    }

    /// <summary>What the manager stores about an open service, with the details that somebody else has read.</summary>
    public static ServiceConfiguration ReadConfiguration(SafeServiceHandle service, string name, string description, ServiceRecovery? recovery)
    {
        var config = ReadConfig(service, name, out var native) ?? throw ServiceErrors.Create(name, "queried", native);
        return new(config.DisplayName, description, config.ImagePath, config.StartType, ServiceAccount.Parse(config.Account), config.DependsOn, recovery);
    }

    /// <summary>
    /// Whether the delayed flag is set. Wine 8 has no such flag and answers ERROR_INVALID_LEVEL; there nothing is delayed.
    /// </summary>
    public static bool IsDelayed(SafeServiceHandle service)
    {
        var delayed = 0;
        return Advapi32.QueryServiceConfig2W(service, Advapi32.ConfigDelayedAutoStart, &delayed, sizeof(int), out _) && delayed != 0;
    }

    /// <summary>
    /// What a status means. A service whose process is gone is stopped. The Windows manager says so itself a moment later, with this
    /// exit code; Wine 8 goes on saying what the service said last, for ever, and starts it again all the same. Only one that begins
    /// to start has no process yet.
    /// </summary>
    public static ServiceStatus Settle(in ServiceStatusProcess status)
    {
        var hasProcess = status.ProcessId == 0 ? status.CurrentState == ServiceState.StartPending : WindowsProcesses.IsRunning(status.ProcessId);
        if (status.CurrentState != ServiceState.Stopped && !hasProcess)
            return new(ServiceState.Stopped, 0, ServiceErrors.ProcessAborted);

        // A code of its own that says 0 is a failure all the same.
        var exitCode = status is { Win32ExitCode: ServiceErrors.ServiceSpecificError, ServiceSpecificExitCode: not 0 } ? status.ServiceSpecificExitCode : status.Win32ExitCode;
        return new(status.CurrentState, status.ProcessId, exitCode);
    }

    private static ServiceStatusProcess? QueryStatus(SafeServiceHandle service, string name)
    {
        ServiceStatusProcess status;
        if (Advapi32.QueryServiceStatusEx(service, ProcessInfo, &status, sizeof(ServiceStatusProcess), out _))
            return status;

        var native = Marshal.GetLastWin32Error();
        return IsGone(native) ? null : throw ServiceErrors.Create(name, "queried", native);
    }

    private static Config? ReadConfig(SafeServiceHandle service, string name, out int native) =>
        QueryConfig(service, config => ToConfig(config, service, name), out native);

    private static T? QueryConfig<T>(SafeServiceHandle service, Reading<T> read, out int native)
        where T : class
    {
        native = ServiceErrors.InsufficientBuffer;
        for (var size = 1024; native == ServiceErrors.InsufficientBuffer;)
        {
            fixed (byte* buffer = new byte[size])
            {
                if (Advapi32.QueryServiceConfigW(service, buffer, size, out size))
                {
                    native = ServiceErrors.Success;
                    return read((QueryServiceConfig*)buffer);
                }

                native = Marshal.GetLastWin32Error();
            }
        }

        return null;
    }

    private static Config ToConfig(QueryServiceConfig* config, SafeServiceHandle service, string name)
    {
        var startType = StartTypes.FromNative(config->StartType, delayed: false);
        if (startType == StartType.Automatic && IsDelayed(service))
            startType = StartType.AutomaticDelayed;
        // Wine 8 stores dependencies and never tells them.
        var dependencies = Texts(config->Dependencies) is { Length: > 0 } told ? told : StoredDependencies(name);
        return new Config(startType, Text(config->BinaryPathName), Text(config->ServiceStartName), dependencies, Text(config->DisplayName));
    }

    private static string[] StoredDependencies(string name)
    {
        try
        {
            using var key = Registry.LocalMachine.OpenSubKey($@"SYSTEM\CurrentControlSet\Services\{name}");
            return key?.GetValue("DependOnService") as string[] ?? [];
        }
        catch (Exception closed) when (closed is SecurityException or UnauthorizedAccessException or IOException)
        {
            // A stranger's key may be closed to this caller, or going just now. The manager has told all that it knows.
            return [];
        }
    }

    // The name as stored, whatever case it was asked for in; it leads there through the display name, which is unique too.
    private static string StoredName(string name)
    {
        var manager = ServiceManagerConnection.Shared(out var native);
        if (native != ServiceErrors.Success)
            return name;

        var display = stackalloc char[MaxNameLength + 1];
        var stored = stackalloc char[MaxNameLength + 1];
        var (displayLength, storedLength) = (MaxNameLength + 1, MaxNameLength + 1);
        return Advapi32.GetServiceDisplayNameW(manager, name, display, ref displayLength)
            && Advapi32.GetServiceKeyNameW(manager, display, stored, ref storedLength)
            && string.Equals(Text(stored), name, StringComparison.OrdinalIgnoreCase)
            ? Text(stored)
            : name;
    }

    private static List<(string Name, ServiceStatusProcess Status)> ToList(EnumServiceStatusProcess* services, int count)
    {
        var list = new List<(string, ServiceStatusProcess)>(count);
        for (var i = 0; i < count; i++)
            list.Add((Text(services[i].ServiceName), services[i].Status));
        return list;
    }

    private static string Text(char* text) => text is null ? "" : new string(text);

    private static string[] Texts(char* texts)
    {
        if (texts is null || *texts == '\0')
            return [];

        var list = new List<string>();
        for (var text = texts; *text != '\0'; text += list[list.Count - 1].Length + 1)
            list.Add(new string(text));
        return [.. list];
    }

    private static bool IsGone(int native) =>
        ServiceErrors.Translate(native) is ServiceError.NotFound or ServiceError.MarkedForDeletion;

    private sealed record Config(StartType StartType, string ImagePath, string Account, string[] DependsOn, string DisplayName);
}
