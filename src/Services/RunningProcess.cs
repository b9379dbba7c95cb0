using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>A process of Windows, held by a handle with the least rights.</summary>
[SupportedOSPlatform("windows")]
internal sealed class RunningProcess : IRunningProcess
{
    private const int MaxShortPathLength = 260;
    private const int MaxPathLength = 32768;
    private const uint TerminatedExitCode = 1;

    private readonly SafeProcessHandle handle;

    private RunningProcess(int id, SafeProcessHandle handle, DateTimeOffset startedAt)
    {
        this.handle = handle;
        Id = id;
        StartedAt = startedAt;
        ExecutablePath = ReadPath(handle);
    }

    public int Id { get; }

    public string? ExecutablePath { get; }

    public DateTimeOffset StartedAt { get; }

    private bool HasExited => IsOver(handle);

    /// <summary>
    /// Opens a process that runs; otherwise says why not, in the words of OpenProcess: ERROR_INVALID_PARAMETER when there is none.
    /// </summary>
    public static RunningProcess? TryOpen(int id, out int native)
    {
        var handle = Kernel32.OpenProcess(Kernel32.Synchronize | Kernel32.ProcessQueryLimitedInformation, false, id);
        if (handle.IsInvalid || !Kernel32.GetProcessTimes(handle, out var created, out _, out _, out _))
        {
            native = Marshal.GetLastWin32Error();
            handle.Dispose();
            return null;
        }

        native = ServiceErrors.Success;
        if (!IsOver(handle))
            return new RunningProcess(id, handle, ProcessStart.From(created));

        // Ended, and kept by somebody else's handle.
        native = ServiceErrors.InvalidParameter;
        handle.Dispose();
        return null;
    }

    /// <summary>The process as it is in a list, or <see langword="null"/> when nobody tells who started it, or when.</summary>
    public unsafe ProcessDescription? Describe()
    {
        if (StartedAt == ProcessStart.Unknown)
            return null;
        ProcessBasicInformation information;
        var status = Ntdll.NtQueryInformationProcess(
            handle, Ntdll.ProcessBasicInformation, &information, sizeof(ProcessBasicInformation), out _);
        return status == Ntdll.StatusSuccess
            ? new ProcessDescription(Id, unchecked((int)information.ParentProcessId.ToInt64()), StartedAt, ExecutablePath)
            : null;
    }

    public bool AskToEnd() => EndRequest.Ask(Id);

    public async Task<bool> WaitForExit(TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var exited = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var waitHandle = new ProcessWaitHandle(handle);
        var wait = ThreadPool.RegisterWaitForSingleObject(
            waitHandle, (_, timedOut) => exited.TrySetResult(!timedOut), null, timeout, executeOnlyOnce: true);
        using var cancelled = cancellation.Register(() => exited.TrySetCanceled(cancellation));
        try
        {
            return await exited.Task.ConfigureAwait(false);
        }
        finally
        {
            wait.Unregister(null);
        }
    }

    public void Terminate()
    {
        // A right of its own, asked for only now. The identifier cannot be another process's: this handle keeps it.
        using var terminable = Kernel32.OpenProcess(Kernel32.ProcessTerminate, false, Id);
        if (!terminable.IsInvalid && Kernel32.TerminateProcess(terminable, TerminatedExitCode))
            return;

        // A process that is ending refuses as well.
        var native = Marshal.GetLastWin32Error();
        if (!HasExited)
            throw new Win32Exception(native, $"Process {Id} ({ExecutablePath}) could not be terminated (error {native}).");
    }

    public void Dispose() => handle.Dispose();

    private static bool IsOver(SafeProcessHandle handle) =>
        Kernel32.WaitForSingleObjectEx(handle, 0, alertable: false) != Kernel32.WaitTimeout;

    private static unsafe string? ReadPath(SafeProcessHandle handle)
    {
        var room = MaxShortPathLength;
        var path = stackalloc char[room];
        if (Kernel32.QueryFullProcessImageNameW(handle, 0, path, ref room))
            return new string(path, 0, room);

        room = MaxPathLength;
        fixed (char* longPath = new char[room])
            return Kernel32.QueryFullProcessImageNameW(handle, 0, longPath, ref room) ? new string(longPath, 0, room) : null;
    }

    /// <summary>Lets the thread pool wait for a process; the process handle stays its owner's.</summary>
    private sealed class ProcessWaitHandle : WaitHandle
    {
        public ProcessWaitHandle(SafeProcessHandle process) =>
            SafeWaitHandle = new SafeWaitHandle(process.DangerousGetHandle(), ownsHandle: false);
    }
}
