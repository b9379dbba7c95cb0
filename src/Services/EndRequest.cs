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

    private readonly CancellationTokenSource asked = new();
    private readonly EventWaitHandle? signal;
    private readonly RegisteredWaitHandle? wait;

    private EndRequest(EventWaitHandle? signal)
    {
        this.signal = signal;
        if (signal is not null)
            wait = ThreadPool.RegisterWaitForSingleObject(signal, (_, _) => asked.Cancel(), null, Timeout.Infinite, executeOnlyOnce: true);
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

    /// <summary>Stops listening. The token stays as it is.</summary>
    public void Dispose()
    {
        wait?.Unregister(null);
        signal?.Dispose();
    }

    /// <summary>Asks a process to end; <see langword="false"/> when it does not listen, or not to this caller.</summary>
    internal static bool Ask(int processId)
    {
        using var handle = Kernel32.OpenEventW(Kernel32.EventModifyState, false, Name(processId));
        return !handle.IsInvalid && Kernel32.SetEvent(handle);
    }

    // Global: a service is in another session than a console.
    private static string Name(int processId) =>
        "Global\\Octopus.End." + processId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
