using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;
using Octopus.Services.Protection;

namespace Octopus.Services;

/// <summary>
/// Lets a program of ours be asked to end by itself, by a program that knows its process only
/// (<see cref="IRunningProcess.AskToEnd"/>). It is an event, named after the process. SYSTEM, administrators and the account that
/// the program runs as may set it; nobody else may.
/// </summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class EndRequest : IDisposable
{
    /// <summary>EVENT_ALL_ACCESS for SYSTEM, Administrators and the owner; nothing is inherited.</summary>
    private const string Rights = "D:P(A;;0x1F0003;;;SY)(A;;0x1F0003;;;BA)(A;;0x1F0003;;;S-1-3-4)";

    /// <summary>Far more than the listener takes to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource asked = new();
    private readonly ManualResetEvent ended = new(false);
    private readonly EventWaitHandle? signal;
    private readonly Thread? listener;

    private EndRequest(EventWaitHandle? signal)
    {
        this.signal = signal;
        if (signal is null)
            return;

        // Not the thread pool, which lets go of the event, and with it of the name, some time after it was told to.
        listener = new Thread(Wait) { IsBackground = true, Name = "End request" };
        listener.Start();
    }

    /// <summary>Cancelled when somebody has asked this process to end.</summary>
    public CancellationToken Token => asked.Token;

    /// <summary>
    /// Whether a request can arrive. It cannot when the name was taken already: by an earlier call, or by a stranger, whose event
    /// would let him end this program.
    /// </summary>
    public bool IsListening => signal is not null;

    /// <summary>Begins to listen, until disposed.</summary>
    public static EndRequest Listen()
    {
        using var descriptor = SecurityDescriptors.Parse(Rights);
        var security = SecurityDescriptors.Attributes(descriptor);
        var handle = Kernel32.CreateEventW(&security, manualReset: true, initialState: false, Name(Kernel32.GetCurrentProcessId()));
        if (!handle.IsInvalid && Marshal.GetLastWin32Error() == ServiceErrors.Success)
            return new EndRequest(new EventWaitHandle(false, EventResetMode.ManualReset) { SafeWaitHandle = handle });

        handle.Dispose();
        return new EndRequest(null);
    }

    /// <summary>Stops listening: the name is free. The token stays as it is.</summary>
    public void Dispose()
    {
        ended.Set();
        // Once asked, the listener carries out whatever hangs on the token, and this call may be part of that.
        if (!asked.IsCancellationRequested)
            listener?.Join(Patience);
        signal?.Dispose();
    }

    /// <summary>Asks a process to end; <see langword="false"/> when it does not listen, or not to this caller.</summary>
    internal static bool Ask(int processId)
    {
        using var handle = Kernel32.OpenEventW(Kernel32.EventModifyState, false, Name(processId));
        return !handle.IsInvalid && Kernel32.SetEvent(handle);
    }

    private void Wait()
    {
        if (WaitHandle.WaitAny([signal!, ended]) == 0)
            asked.Cancel();
    }

    // Global: a service is in another session than a console.
    private static string Name(int processId) =>
        "Global\\Octopus.End." + processId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
