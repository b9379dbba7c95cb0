using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The processes of Windows.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsProcesses : IProcesses
{
    /// <inheritdoc/>
    /// <exception cref="Win32Exception">The process runs, and the caller may not open it.</exception>
    public IRunningProcess? Open(int processId)
    {
        var handle = Kernel32.OpenProcess(Kernel32.Synchronize | Kernel32.ProcessQueryLimitedInformation, false, processId);
        if (handle.IsInvalid)
        {
            var native = Marshal.GetLastWin32Error();

            // No such process, in the words of OpenProcess.
            return native == ServiceErrors.InvalidParameter
                ? null
                : throw new Win32Exception(native, $"Process {processId} could not be opened (error {native}).");
        }

        var process = new RunningProcess(processId, handle);
        if (!process.HasExited)
            return process;

        // Ended, and kept by somebody else's handle.
        process.Dispose();
        return null;
    }

    /// <summary>Whether there is such a process; one that cannot be opened is there.</summary>
    internal static bool IsRunning(int processId)
    {
        using var handle = Kernel32.OpenProcess(Kernel32.Synchronize, false, processId);
        return handle.IsInvalid
            ? Marshal.GetLastWin32Error() != ServiceErrors.InvalidParameter
            : Kernel32.WaitForSingleObjectEx(handle, 0, alertable: false) == Kernel32.WaitTimeout;
    }

    private sealed class RunningProcess(int id, SafeProcessHandle handle) : IRunningProcess
    {
        private const int MaxPathLength = 32768;
        private const uint TerminatedExitCode = 1;

        public int Id => id;

        public string? ExecutablePath { get; } = ReadPath(handle);

        public bool HasExited => Kernel32.WaitForSingleObjectEx(handle, 0, alertable: false) != Kernel32.WaitTimeout;

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
            using var terminable = Kernel32.OpenProcess(Kernel32.ProcessTerminate, false, id);
            if (!terminable.IsInvalid && Kernel32.TerminateProcess(terminable, TerminatedExitCode))
                return;

            // A process that is ending refuses as well.
            var native = Marshal.GetLastWin32Error();
            if (!HasExited)
                throw new Win32Exception(native, $"Process {id} ({ExecutablePath}) could not be terminated (error {native}).");
        }

        public void Dispose() => handle.Dispose();

        private static unsafe string? ReadPath(SafeProcessHandle handle)
        {
            var length = MaxPathLength;
            fixed (char* path = new char[length])
                return Kernel32.QueryFullProcessImageNameW(handle, 0, path, ref length) ? new string(path, 0, length) : null;
        }
    }

    /// <summary>Lets the thread pool wait for a process; the process handle stays its owner's.</summary>
    private sealed class ProcessWaitHandle : WaitHandle
    {
        public ProcessWaitHandle(SafeProcessHandle process) =>
            SafeWaitHandle = new SafeWaitHandle(process.DangerousGetHandle(), ownsHandle: false);
    }
}
