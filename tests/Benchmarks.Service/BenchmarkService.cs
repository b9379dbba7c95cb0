using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Octopus.Tests.Benchmarks.Service;

/// <summary>
/// A service as it should be: it says that it starts and stops, and how far it is, and it runs only once it answers for itself.
/// </summary>
internal static unsafe partial class BenchmarkService
{
    private const uint StopPending = 3;
    private const uint StartPending = 2;
    private const uint Running = 4;
    private const uint Stopped = 1;
    private const uint StopControl = 1;
    private const uint OwnProcess = 0x10;

    /// <summary>How often it says how far it is, and how long whoever waits may wait for the next word.</summary>
    private static readonly TimeSpan Checkpoint = TimeSpan.FromMilliseconds(250);

    private static readonly ManualResetEventSlim Stopping = new();
    private static readonly ManualResetEventSlim Never = new();
    private static ServiceOptions? chosen;
    private static Stamps? stamps;
    private static IntPtr handle;

    public static int Run(ServiceOptions options)
    {
        chosen = options;
        stamps = new Stamps(options.Stamps, options.Instance);
        fixed (char* name = "")
        {
            var table = stackalloc TableEntry[2];
            table[0] = new TableEntry { Name = name, Main = &RunService };
            table[1] = default;
            return StartServiceCtrlDispatcherW(table) != 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static void RunService(uint count, char** arguments)
    {
        fixed (char* name = "")
            handle = RegisterServiceCtrlHandlerExW(count > 0 ? arguments[0] : name, &Control, IntPtr.Zero);

        Pending(StartPending, chosen!.StartTime);
        HealthListener.Open(chosen);
        stamps!.Running();
        Report(Running);
        Stopping.Wait();
        Pending(StopPending, chosen.StopTime);
        Report(Stopped);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static uint Control(uint control, uint type, IntPtr data, IntPtr context)
    {
        if (control != StopControl)
            return 0;
        Report(StopPending, checkpoint: 1);
        stamps!.Stopping();
        Stopping.Set();
        return 0;
    }

    private static void Pending(uint state, TimeSpan duration)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var checkpoint = 1u; ; checkpoint++)
        {
            var left = duration - TimeProvider.System.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return;
            Report(state, checkpoint);
            Never.Wait(left < Checkpoint ? left : Checkpoint);
        }
    }

    private static void Report(uint state, uint checkpoint = 0)
    {
        var status = new Status
        {
            Type = OwnProcess,
            State = state,
            Accepted = state == Running ? StopControl : 0,
            CheckPoint = checkpoint,
            WaitHint = checkpoint == 0 ? 0 : 4 * (uint)Checkpoint.TotalMilliseconds,
        };
        if (SetServiceStatus(handle, &status) == 0)
            Environment.FailFast($"State {state} was not taken.");
    }

    [LibraryImport("advapi32.dll", SetLastError = true)]
    private static partial int StartServiceCtrlDispatcherW(TableEntry* table);

    [LibraryImport("advapi32.dll")]
    private static partial IntPtr RegisterServiceCtrlHandlerExW(
        char* name, delegate* unmanaged[Stdcall]<uint, uint, IntPtr, IntPtr, uint> handler, IntPtr context);

    [LibraryImport("advapi32.dll")]
    private static partial int SetServiceStatus(IntPtr service, Status* status);

    private struct TableEntry
    {
        public char* Name;
        public delegate* unmanaged[Stdcall]<uint, char**, void> Main;
    }

    private struct Status
    {
        public uint Type;
        public uint State;
        public uint Accepted;
        public uint ExitCode;
        public uint SpecificExitCode;
        public uint CheckPoint;
        public uint WaitHint;
    }
}
