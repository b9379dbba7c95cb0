using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// Tells when a service reaches a state, without polling: one thread for all watches, in an alertable wait, because
/// NotifyServiceStatusChange delivers to the thread that asked. Everything that touches a watched handle runs on it.
/// The thread ends when nothing is watched any more: one blocked in native code would keep the AppDomain of a
/// .NET Framework custom action from unloading.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ServiceNotifications
{
    /// <summary>How long the idle thread stays for the next watch.</summary>
    private const uint LingerMilliseconds = 1000;

    private static readonly NotifyCallback Callback = OnNotified;
    private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);
    private static readonly ConcurrentDictionary<IntPtr, Watch> Pending = new();
    private static int lastId;

    private static readonly object Gate = new();
    private static readonly Queue<Action> Work = new();
    private static readonly AutoResetEvent Wake = new(false);
    private static bool running;
    private static int watches;

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate void NotifyCallback(IntPtr buffer);

    /// <summary>
    /// Watches until disposed. The watch has a handle of its own, and the first notification on a fresh handle comes at once
    /// when the service is in one of the states already: no change can fall between asking and looking.
    /// </summary>
    public static Watch Begin(string service, uint mask)
    {
        var watch = new Watch(service, mask);
        Post(watch.Arm, begins: true);
        return watch;
    }

    private static void Post(Action action, bool begins)
    {
        lock (Gate)
        {
            Work.Enqueue(action);
            watches += begins ? 1 : 0;
            if (!running)
            {
                running = true;
                new Thread(Run) { IsBackground = true, Name = "Service notifications" }.Start();
            }
        }

        Wake.Set();
    }

    private static void Run()
    {
        while (true)
        {
            while (Next() is { } action)
                action();

            // Alertable: notifications arrive inside this call.
            var reason = Kernel32.WaitForSingleObjectEx(Wake.SafeWaitHandle, LingerMilliseconds, alertable: true);
            lock (Gate)
            {
                if (reason == Kernel32.WaitTimeout && watches == 0 && Work.Count == 0)
                {
                    running = false;
                    return;
                }
            }
        }
    }

    private static Action? Next()
    {
        lock (Gate)
            return Work.Count > 0 ? Work.Dequeue() : null;
    }

    // Looked up by number, not by pointer: a notification already on its way when its watch was closed finds nothing.
    private static void OnNotified(IntPtr buffer)
    {
        if (Pending.TryRemove(((ServiceNotify*)buffer)->Context, out var watch))
            watch.Fire();
    }

    /// <summary>One service watched for one change.</summary>
    internal sealed class Watch(string service, uint mask) : IDisposable
    {
        private readonly TaskCompletionSource<ServiceStatus?> changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly IntPtr id = new(Interlocked.Increment(ref lastId));
        private SafeServiceHandle? handle;
        private ServiceNotify* buffer;
        private bool fired;

        /// <summary>
        /// Completes with what the service was doing when it reached one of the states. With <see langword="null"/> when somebody deletes
        /// it, or when the notification was refused (ERROR_SERVICE_NOTIFY_CLIENT_LAGGING, marked for deletion, no such service, no
        /// access) and none will come: then <see cref="IsRefused"/>, and whoever waits looks now and then anyway.
        /// </summary>
        public Task<ServiceStatus?> Changed => changed.Task;

        /// <summary>Whether no notification will come.</summary>
        public bool IsRefused { get; private set; }

        public void Dispose() => Post(Close, begins: false);

        internal void Arm()
        {
            handle = ServiceManagerConnection.TryOpenService(service, Advapi32.ServiceQueryStatus, out _);
            if (handle.IsInvalid)
            {
                Refuse();
                return;
            }

            buffer = (ServiceNotify*)Marshal.AllocHGlobal(sizeof(ServiceNotify));
            *buffer = new ServiceNotify { Version = ServiceNotify.CurrentVersion, NotifyCallback = CallbackPointer, Context = id };
            Pending[id] = this;
            if (Advapi32.NotifyServiceStatusChangeW(handle, mask, buffer) == ServiceErrors.Success)
                return;

            // Let go at once: a service marked for deletion stays as long as a handle is open.
            handle.Dispose();
            Pending.TryRemove(id, out _);
            Marshal.FreeHGlobal((IntPtr)buffer);
            buffer = null;
            Refuse();
        }

        internal void Fire()
        {
            fired = true;
            var isState = buffer->NotificationStatus == ServiceErrors.Success && (buffer->NotificationTriggered & Advapi32.NotifyDeletePending) == 0;
            changed.TrySetResult(isState ? ServiceQuery.Settle(buffer->ServiceStatus) : null);
        }

        internal void Close()
        {
            // Closing the handle cancels the notification.
            handle?.Dispose();
            Pending.TryRemove(id, out _);

            // A buffer whose notification has not arrived may still be written to: Wine's notify thread fills it after the
            // handle is closed, and Windows says nothing against. Some eighty bytes per wait that ran out stay behind for that.
            if (fired && buffer is not null)
                Marshal.FreeHGlobal((IntPtr)buffer);
            lock (Gate)
                watches--;
        }

        private void Refuse()
        {
            IsRefused = true;
            changed.TrySetResult(null);
        }
    }
}
