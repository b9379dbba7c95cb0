using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Stops one instance.</summary>
internal sealed class InstanceStop(IServiceManager services, ProcessTermination termination, IProcesses processes, IExecutableFiles files)
{
    public async Task<InstanceOutcome> Run(Attempt attempt, InstanceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        var service = services.Look(state.Service);
        if (service is null || service.State == ServiceState.Stopped)
            return attempt.Ended(StepResult.NotNeeded, ServiceState.Stopped);

        var remaining = attempt.Deadline(timeout);
        if (service.State != ServiceState.StopPending)
            service = await Settled(state.Service, service, remaining, cancellation).ConfigureAwait(false);

        // Held from before the stop, so that the wait is for this process and not for a later one of the same number. Not that of a
        // dependent service, which may be other services' too.
        using var process = service.ProcessId == 0 || state.IsDependent ? null : processes.Open(service.ProcessId);
        if (!RequestStop(state.Service, service))
            return attempt.Ended(StepResult.NotNeeded, ServiceState.Stopped);

        return await HasStopped(state.Service, process, remaining, cancellation).ConfigureAwait(false)
            ? attempt.Ended(StepResult.Done, ServiceState.Stopped)
            : await Terminate(attempt, state, process, cancellation).ConfigureAwait(false);
    }

    // A process that is held tells of its end itself. The manager is looked at once then and not watched: a hundred watches at once
    // keep it busy, and the starts that follow are slower for it (Wine 8: by an eighth).
    private async Task<bool> HasStopped(string name, IRunningProcess? process, Deadline remaining, CancellationToken cancellation)
    {
        if (process is null)
            return await Stops(name, remaining.Left, cancellation).ConfigureAwait(false);
        while (!await process.WaitForExit(Shorter(remaining.Left, Timeouts.StopLook), cancellation).ConfigureAwait(false))
        {
            if (IsStopped(name))
                return await process.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
            if (remaining.Left == TimeSpan.Zero)
                return false;
        }

        return IsStopped(name) || await Stops(name, Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> Stops(string name, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            var service = await services.WaitFor(name, ServiceState.Stopped, timeout, cancellation).ConfigureAwait(false);
            return service.State == ServiceState.Stopped;
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            return true;
        }
    }

    // One that vanishes meanwhile leaves a process behind, perhaps: that of before is waited for.
    private async Task<ServiceStatus> Settled(string name, ServiceStatus service, Deadline remaining, CancellationToken cancellation)
    {
        try
        {
            return await services.Settle(name, service, remaining.Left, cancellation).ConfigureAwait(false);
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            return service;
        }
    }

    // One that is deleted meanwhile has stopped too.
    private bool IsStopped(string name) => services.Look(name) is not { State: not ServiceState.Stopped };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Asks the service to stop. Returns false when it had stopped by itself.</summary>
    private bool RequestStop(string name, ServiceStatus service)
    {
        if (service.State == ServiceState.StopPending)
            return true;
        try
        {
            services.Request(name, ServiceRequest.Stop);
            return true;
        }
        catch (ServiceException refused) when (refused.Error == ServiceError.NotRunning)
        {
            return false;
        }
        catch (ServiceException refused) when (refused.Error is ServiceError.CannotAcceptControl or ServiceError.Timeout or ServiceError.NotFound)
        {
            // It may be stopping already, or it hangs, or it has just been deleted. Each shows in the wait that follows.
            return true;
        }
    }

    private async Task<InstanceOutcome> Terminate(
        Attempt attempt, InstanceState state, IRunningProcess? process, CancellationToken cancellation)
    {
        if (state.IsDependent)
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"The service '{state.Service}' depends on an instance and has not stopped. It is not ours, so it was not terminated. Stop it by hand.");
        }

        if (process?.ExecutablePath is not { } path || !files.AreSame(path, state.Executable))
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"{state.Subject} has not stopped and its process is not {state.Executable}, so it was not terminated. Stop it by hand.");
        }

        using var hold = HoldRecovery(state.Service);
        if (!await termination.End(process, cancellation).ConfigureAwait(false))
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"The process {process.Id} of instance '{state.Instance}' could not be terminated. Restart the machine.");
        }

        await Stops(state.Service, Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
        return attempt.Ended(StepResult.Forced, ServiceState.Stopped);
    }

    // To Windows a process that is terminated on purpose is a failure like any other: it would start the service again, run somebody's
    // command or restart the machine, the latter two also for one that is disabled.
    private IDisposable? HoldRecovery(string service)
    {
        try
        {
            return services.HoldRecovery(service);
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            return null;
        }
    }
}
