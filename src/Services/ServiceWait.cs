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

    private static readonly Task Never = new TaskCompletionSource<bool>().Task;

    /// <summary>The service as it is when it is in the state, has stopped instead, or the time is over.</summary>
    /// <param name="look">Tells what the service is doing.</param>
    /// <param name="name">The service.</param>
    /// <param name="state">The state to wait for.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<ServiceStatus> For(
        Func<ServiceStatus> look, string name, ServiceState state, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        TimeSpan Left() => timeout - time.GetElapsedTime(started);
        while (true)
        {
            // For as long as it says nothing: to ask for a notification again is to make the manager forget one and begin another.
            using var watch = ServiceNotifications.Begin(name, Mask(state));
            // Not looked at before: one that is there already is told of at once, and a hundred are waited for while others start.
            Task news = watch.Changed;
            do
            {
                if (Left() is { Ticks: > 0 } left)
                    await ChangedOrElapsed(news, left < SafetyInterval ? left : SafetyInterval, time, cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                // What the manager has just told is not asked for once more: a hundred come at about the same time.
                var seen = watch.Changed is { IsCompleted: true, Result: { } told } ? told : look();
                if (seen.State == state || seen.State == ServiceState.Stopped || Left() <= TimeSpan.Zero)
                    return seen;
                if (watch.IsRefused)
                    news = Never;
            }
            while (!news.IsCompleted);
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
