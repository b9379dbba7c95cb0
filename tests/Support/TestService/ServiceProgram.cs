using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>
/// A real service that behaves as told. It talks to the service control manager directly: ServiceBase answers politely
/// where some of these must not answer at all.
/// </summary>
public static unsafe class ServiceProgram
{
    public const string Option = "--service";

    private const uint AcceptStopAndPause = 0x3;
    private const uint SpecificError = 1066;
    private const int DeathCode = 99;

    private static readonly ManualResetEventSlim Stopping = new();
    private static readonly ManualResetEventSlim Never = new();
    private static ServiceBehaviour behaviour = ServiceBehaviour.Normal;
    private static IntPtr handle;

    public static int Run(ServiceBehaviour chosen)
    {
        behaviour = chosen;
        fixed (char* name = "")
        {
            var table = stackalloc TableEntry[2];
            table[0] = new TableEntry { Name = name, Main = &RunService };
            table[1] = default;
            return StartServiceCtrlDispatcherW(table) ? 0 : Marshal.GetLastWin32Error();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static void RunService(uint count, char** arguments)
    {
        fixed (char* name = "")
            handle = RegisterServiceCtrlHandlerExW(count > 0 ? arguments[0] : name, &Control, IntPtr.Zero);

        Report(ServiceState.StartPending);
        Never.Wait(behaviour.StartTime);
        if (behaviour.Fault == ServiceFault.DiesInStart)
            Environment.Exit(DeathCode);
        if (behaviour.Fault == ServiceFault.FailsToStart)
        {
            Report(ServiceState.Stopped, ServiceBehaviour.FailureCode);
            return;
        }

        Report(ServiceState.Running);
        Stopping.Wait();
        if (behaviour.Fault == ServiceFault.DiesInStop)
            Environment.Exit(DeathCode);
        if (behaviour.Fault == ServiceFault.HangsInStop)
            Never.Wait();

        Never.Wait(behaviour.StopTime);
        Report(ServiceState.Stopped);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static uint Control(uint control, uint type, IntPtr data, IntPtr context)
    {
        switch (control)
        {
            case 1 when behaviour.Fault != ServiceFault.IgnoresStop:
                Report(ServiceState.StopPending);
                Stopping.Set();
                break;
            case 2:
                Report(ServiceState.Paused);
                break;
            case 3:
                Report(ServiceState.Running);
                break;
        }

        return 0;
    }

    private static void Report(ServiceState state, int failure = 0)
    {
        var status = new Status
        {
            Type = 0x10,
            State = state,
            Accepted = state is ServiceState.Running or ServiceState.Paused ? AcceptStopAndPause : 0,
            ExitCode = failure == 0 ? 0 : SpecificError,
            SpecificExitCode = (uint)failure,
            WaitHint = 60_000,
        };
        if (SetServiceStatus(handle, &status) == 0)
            Environment.FailFast($"State {state} was not taken.");
    }

    [DllImport("advapi32.dll", ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool StartServiceCtrlDispatcherW(TableEntry* table);

    [DllImport("advapi32.dll", ExactSpelling = true)]
    private static extern IntPtr RegisterServiceCtrlHandlerExW(
        char* name, delegate* unmanaged[Stdcall]<uint, uint, IntPtr, IntPtr, uint> handler, IntPtr context);

    [DllImport("advapi32.dll", ExactSpelling = true)]
    private static extern int SetServiceStatus(IntPtr service, Status* status);

    [StructLayout(LayoutKind.Sequential)]
    private struct TableEntry
    {
        public char* Name;
        public delegate* unmanaged[Stdcall]<uint, char**, void> Main;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Status
    {
        public uint Type;
        public ServiceState State;
        public uint Accepted;
        public uint ExitCode;
        public uint SpecificExitCode;
        public uint CheckPoint;
        public uint WaitHint;
    }
}
