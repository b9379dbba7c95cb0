using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>What a service is beside its command line, read and set through a handle that somebody else opened.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ServiceDetails
{
    /// <summary>More than the longest description and the failure actions have.</summary>
    private const int LargestDetail = 32 * 1024;

    private const uint Restart = 1;

    public static ServiceConfiguration Read(SafeServiceHandle service, string name) =>
        ServiceQuery.ReadConfiguration(service, name, Description(service, name), Recovery(service));

    public static void SetDescription(SafeServiceHandle service, string name, string description)
    {
        fixed (char* text = description)
        {
            var info = text;
            Set(service, Advapi32.ConfigDescription, &info, name, "described");
        }
    }

    // Windows keeps the flag through every other start type, so both automatic ones say what they want.
    public static void SetDelayed(SafeServiceHandle service, string name, StartType startType, string attempt)
    {
        var info = startType == StartType.AutomaticDelayed ? 1 : 0;
        if (startType is StartType.Automatic or StartType.AutomaticDelayed && ServiceQuery.IsDelayed(service) != (info != 0))
            Set(service, Advapi32.ConfigDelayedAutoStart, &info, name, attempt);
    }

    public static void SetRecovery(SafeServiceHandle service, string name, ServiceRecovery recovery)
    {
        // Also when it stops with an error and does not crash.
        var flag = 1;
        if (!HasRecovery(service))
            return;
        SetFailureActions(
            service, name, [.. recovery.Delays.Select(delay => new FailureAction { Type = Restart, Delay = (uint)delay.TotalMilliseconds })], (uint)recovery.ResetAfter.TotalSeconds);
        Set(service, Advapi32.ConfigFailureActionsFlag, &flag, name, "given failure actions");
    }

    /// <summary>What Windows does when the service fails, of any kind, and after how many seconds without a failure it forgets; none where it does nothing.</summary>
    public static (FailureAction[] Actions, uint ResetPeriod) ReadFailureActions(SafeServiceHandle service)
    {
        fixed (byte* buffer = new byte[LargestDetail])
        {
            var info = (FailureActions*)buffer;
            return HasRecovery(service) && Advapi32.QueryServiceConfig2W(service, Advapi32.ConfigFailureActions, buffer, LargestDetail, out _)
                ? (new ReadOnlySpan<FailureAction>(info->Actions, (int)info->Count).ToArray(), info->ResetPeriod)
                : ([], 0);
        }
    }

    /// <summary>Sets the actions and when they are forgotten, and nothing else that belongs to them.</summary>
    public static void SetFailureActions(SafeServiceHandle service, string name, FailureAction[] actions, uint resetPeriod)
    {
        // None at all are told by their number; without an address Windows would leave those that there are.
        fixed (FailureAction* first = actions.Length == 0 ? new FailureAction[1] : actions)
        {
            var info = new FailureActions { ResetPeriod = resetPeriod, Count = (uint)actions.Length, Actions = first };
            Set(service, Advapi32.ConfigFailureActions, &info, name, "given failure actions");
        }
    }

    // Wine 8 has no failure actions and says so when it is asked for them; there a service that fails stays as it is.
    private static bool HasRecovery(SafeServiceHandle service)
    {
        var flag = 0;
        return Advapi32.QueryServiceConfig2W(service, Advapi32.ConfigFailureActionsFlag, &flag, sizeof(int), out _)
            || Marshal.GetLastWin32Error() is not (ServiceErrors.InvalidLevel or ServiceErrors.CallNotImplemented);
    }

    private static string Description(SafeServiceHandle service, string name)
    {
        fixed (byte* buffer = new byte[LargestDetail])
        {
            if (!Advapi32.QueryServiceConfig2W(service, Advapi32.ConfigDescription, buffer, LargestDetail, out _))
                throw ServiceErrors.Create(name, "asked for its description", Marshal.GetLastWin32Error());
            var text = *(char**)buffer;
            return text is null ? "" : new string(text);
        }
    }

    private static ServiceRecovery? Recovery(SafeServiceHandle service)
    {
        var (actions, resetPeriod) = ReadFailureActions(service);
        // A program to run, or a restart of the machine, is somebody's own and not to be put in other words.
        return actions.Length == 0 || actions.Any(action => action.Type != Restart)
            ? null
            : new([.. actions.Select(action => TimeSpan.FromMilliseconds(action.Delay))], TimeSpan.FromSeconds(resetPeriod));
    }

    private static void Set(SafeServiceHandle service, uint level, void* info, string name, string attempt)
    {
        if (!Advapi32.ChangeServiceConfig2W(service, level, info))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());
    }
}
