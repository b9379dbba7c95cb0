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
            service = await services.Settle(state.Service, service, remaining(), cancellation).ConfigureAwait(false);

        // Held from before the stop, so that the wait is for this process and not for a later one of the same number.
        using var process = service.ProcessId == 0 ? null : processes.Open(service.ProcessId);
        if (!RequestStop(state.Service, service))
            return attempt.Ended(StepResult.NotNeeded, ServiceState.Stopped);

        service = await services.WaitFor(state.Service, ServiceState.Stopped, remaining(), cancellation).ConfigureAwait(false);
        var stopped = service.State == ServiceState.Stopped;
        if (stopped && (process is null || await process.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false)))
            return attempt.Ended(StepResult.Done, ServiceState.Stopped);

        return await Terminate(attempt, state, process, cancellation).ConfigureAwait(false);
    }

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
        catch (ServiceException refused) when (refused.Error is ServiceError.CannotAcceptControl or ServiceError.Timeout)
        {
            // It may be stopping already, or it hangs. Either shows in the wait that follows.
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

        using var hold = new RecoveryHold(services, state.Service);
        if (!await termination.End(process, cancellation).ConfigureAwait(false))
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"The process {process.Id} of instance '{state.Instance}' could not be terminated. Restart the machine.");
        }

        await services.WaitFor(state.Service, ServiceState.Stopped, Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
        return attempt.Ended(StepResult.Forced, ServiceState.Stopped);
    }
}
