using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>Waits for a service to reach a state.</summary>
[SupportedOSPlatform("windows")]
internal static class ServiceWait
{
    /// <summary>
    /// How often to look although no notification came: the net under the notifications, not the way to learn of a change.
    /// Wine 8 needs it when a service's process dies, which it does not notify.
    /// </summary>
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(1);

    public static async Task<Service> For(
        Func<Service> query, string name, ServiceState state, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            using var watch = ServiceNotifications.Begin(name, Mask(state));
            var service = query();
            var remaining = timeout - time.GetElapsedTime(started);
            if (service.State == state || service.State == ServiceState.Stopped || remaining <= TimeSpan.Zero)
                return service;

            await ChangedOrElapsed(watch.Changed, remaining < SafetyInterval ? remaining : SafetyInterval, time, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task ChangedOrElapsed(Task changed, TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
#if NET
        await Task.WhenAny(changed, Task.Delay(interval, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
#else
        await Task.WhenAny(changed, time.Delay(interval, stop.Token)).ConfigureAwait(false);
        stop.Cancel();
#endif
    }

    // SERVICE_NOTIFY_STOPPED is bit 0, and so on in the order of the states.
    private static uint Mask(ServiceState state) =>
        Bit(state) | Bit(ServiceState.Stopped) | Advapi32.NotifyDeletePending;

    private static uint Bit(ServiceState state) => 1u << ((int)state - (int)ServiceState.Stopped);
}
