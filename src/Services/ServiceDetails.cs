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
        // None at all are told by their number; without an address Windows would leave those that there are.
        var actions = stackalloc FailureAction[Math.Max(1, recovery.Delays.Count)];
        for (var index = 0; index < recovery.Delays.Count; index++)
            actions[index] = new() { Type = Restart, Delay = (uint)recovery.Delays[index].TotalMilliseconds };
        var info = new FailureActions { ResetPeriod = (uint)recovery.ResetAfter.TotalSeconds, Count = (uint)recovery.Delays.Count, Actions = actions };
        // Also when it stops with an error and does not crash.
        var flag = 1;
        if (!HasRecovery(service))
            return;
        Set(service, Advapi32.ConfigFailureActions, &info, name, "given failure actions");
        Set(service, Advapi32.ConfigFailureActionsFlag, &flag, name, "given failure actions");
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
        fixed (byte* buffer = new byte[LargestDetail])
        {
            var info = (FailureActions*)buffer;
            if (!HasRecovery(service) || !Advapi32.QueryServiceConfig2W(service, Advapi32.ConfigFailureActions, buffer, LargestDetail, out _))
                return null;
            var delays = new List<TimeSpan>();
            for (var index = 0; index < info->Count; index++)
            {
                // A program to run, or a restart of the machine, is somebody's own and not to be put in other words.
                if (info->Actions[index].Type != Restart)
                    return null;
                delays.Add(TimeSpan.FromMilliseconds(info->Actions[index].Delay));
            }

            return delays.Count == 0 ? null : new(delays, TimeSpan.FromSeconds(info->ResetPeriod));
        }
    }

    private static void Set(SafeServiceHandle service, uint level, void* info, string name, string attempt)
    {
        if (!Advapi32.ChangeServiceConfig2W(service, level, info))
            throw ServiceErrors.Create(name, attempt, Marshal.GetLastWin32Error());
    }
}
