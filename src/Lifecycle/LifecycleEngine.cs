using System.ComponentModel;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Stops and starts instances: all at once, each with an outcome of its own. This is the only place that does; the command line,
/// the custom actions and the Manager call it.
/// </summary>
public sealed class LifecycleEngine(IServiceManager services, IProcesses processes, IExecutableFiles files, TimeProvider time)
{
    /// <summary>
    /// Stops every instance that is active: the service has stopped and its process has gone. One that has not stopped in
    /// <paramref name="timeout"/> is terminated, if its process is the recorded executable.
    /// </summary>
    /// <param name="instances">The instances, as recorded.</param>
    /// <param name="timeout">The time each has; they all have it at once.</param>
    /// <param name="report">Called for each outcome as it comes, from any thread, one call at a time.</param>
    /// <param name="cancellation">Ends the waiting; services already asked to stop go on stopping.</param>
    public Task<IReadOnlyList<InstanceOutcome>> Stop(
        IEnumerable<InstanceState> instances, TimeSpan timeout, Action<InstanceOutcome> report, CancellationToken cancellation) =>
        ForEach(instances, LifecycleStep.Stop, report, (attempt, state) => StopOne(attempt, state, timeout, cancellation));

    /// <summary>
    /// Starts every instance, and pauses again the one that was paused. An instance that runs already is left alone.
    /// </summary>
    /// <inheritdoc cref="Stop" path="/param"/>
    public Task<IReadOnlyList<InstanceOutcome>> Start(
        IEnumerable<InstanceState> instances, TimeSpan timeout, Action<InstanceOutcome> report, CancellationToken cancellation) =>
        ForEach(instances, LifecycleStep.Start, report, (attempt, state) => StartOne(attempt, state, timeout, cancellation));

    private async Task<IReadOnlyList<InstanceOutcome>> ForEach(
        IEnumerable<InstanceState> instances,
        LifecycleStep step,
        Action<InstanceOutcome> report,
        Func<Attempt, InstanceState, Task<InstanceOutcome>> act)
    {
        var began = time.GetTimestamp();
        var reporting = new object();
        // A request blocks until the service's handler answers, for 30 seconds when it hangs. A thread for each instance keeps
        // one such service from holding up the others behind a thread pool that grows by one or two threads a second.
        var outcomes = await Task.WhenAll(instances.Select(state => Task.Factory.StartNew(
            async () =>
            {
                var outcome = await Attempted(act, new Attempt(state, step, began, time), state).ConfigureAwait(false);
                lock (reporting)
                    report(outcome);
                return outcome;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap())).ConfigureAwait(false);
        return outcomes;
    }

    private static async Task<InstanceOutcome> Attempted(
        Func<Attempt, InstanceState, Task<InstanceOutcome>> act, Attempt attempt, InstanceState state)
    {
        try
        {
            return await act(attempt, state).ConfigureAwait(false);
        }
        catch (ServiceException refused)
        {
            return attempt.Failed(state.State, refused.Message);
        }
        catch (Win32Exception refused)
        {
            return attempt.Failed(state.State, $"Instance '{state.Instance}': {refused.Message}");
        }
    }

    private async Task<InstanceOutcome> StopOne(Attempt attempt, InstanceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        var service = services.Find(state.Service);
        if (service is null || service.State == ServiceState.Stopped)
            return attempt.Ended(StepResult.NotNeeded, ServiceState.Stopped);

        // Held from before the stop, so that the wait is for this process and not for a later one of the same number.
        using var process = service.ProcessId == 0 ? null : processes.Open(service.ProcessId);
        var remaining = attempt.Deadline(timeout);
        if (!await RequestStop(service, remaining, cancellation).ConfigureAwait(false))
            return attempt.Ended(StepResult.NotNeeded, ServiceState.Stopped);

        service = await services.WaitFor(state.Service, ServiceState.Stopped, remaining(), cancellation).ConfigureAwait(false);
        var gone = process is null
            || (service.State == ServiceState.Stopped
                && await process.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false));
        if (gone && service.State == ServiceState.Stopped)
            return attempt.Ended(StepResult.Done, ServiceState.Stopped);

        return await Terminate(attempt, state, process, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks the service to stop once it can be asked. Returns false when it had stopped by itself.</summary>
    private async Task<bool> RequestStop(Service service, Func<TimeSpan> remaining, CancellationToken cancellation)
    {
        if (service.State == ServiceState.StopPending)
            return true;
        await Settle(service, remaining, cancellation).ConfigureAwait(false);
        try
        {
            services.Request(service.Name, ServiceRequest.Stop);
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
        if (process?.ExecutablePath is not { } path || !files.AreSame(path, state.Executable))
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"The service '{state.Service}' of instance '{state.Instance}' has not stopped and its process is not {state.Executable}, so it was not terminated. Stop it by hand.");
        }

        process.Terminate();
        if (!await process.WaitForExit(Timeouts.ProcessExit, cancellation).ConfigureAwait(false))
        {
            return attempt.Failed(
                ServiceState.StopPending,
                $"The process {process.Id} of instance '{state.Instance}' could not be terminated. Restart the machine.");
        }

        await services.WaitFor(state.Service, ServiceState.Stopped, Timeouts.ProcessExit, cancellation).ConfigureAwait(false);
        return attempt.Ended(StepResult.Forced, ServiceState.Stopped);
    }

    private async Task<InstanceOutcome> StartOne(Attempt attempt, InstanceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        var remaining = attempt.Deadline(timeout);
        var wanted = state.WasPaused ? ServiceState.Paused : ServiceState.Running;
        if (services.Find(state.Service) is not { } service)
            return attempt.Failed(ServiceState.Stopped, $"Instance '{state.Instance}' has no service '{state.Service}' any more. Install it again: service --install --start --instance \"{state.Instance}\".");

        service = await Settle(service, remaining, cancellation).ConfigureAwait(false);
        if (service.State == ServiceState.Stopped)
        {
            await RequestStart(state.Service, remaining, cancellation).ConfigureAwait(false);
            service = await services.WaitFor(state.Service, ServiceState.Running, remaining(), cancellation).ConfigureAwait(false);
        }

        if (service.State is ServiceState.Running or ServiceState.Paused && service.State != wanted)
        {
            services.Request(state.Service, wanted == ServiceState.Paused ? ServiceRequest.Pause : ServiceRequest.Continue);
            service = await services.WaitFor(state.Service, wanted, remaining(), cancellation).ConfigureAwait(false);
        }

        if (service.State == wanted)
            return attempt.Ended(StepResult.Done, wanted, service.ProcessId);
        return attempt.Failed(
            service.State,
            service.State == ServiceState.Stopped
                ? $"The service '{state.Service}' of instance '{state.Instance}' stopped while starting, with exit code {service.ExitCode}. Its log says why."
                : $"The service '{state.Service}' of instance '{state.Instance}' is {service.State} and not {wanted} after {timeout.TotalSeconds:0} seconds. Look into its log.");
    }

    private async Task RequestStart(string service, Func<TimeSpan> remaining, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                services.Request(service, ServiceRequest.Start);
                return;
            }
            catch (ServiceException refused) when (refused.Error == ServiceError.AlreadyRunning)
            {
                // Somebody was quicker. What counts is that it runs, and the wait that follows sees to that.
                return;
            }
            catch (ServiceException refused) when (refused.Error == ServiceError.Busy && remaining() > TimeSpan.Zero)
            {
                // The manager starts one service at a time for the whole machine, and tells nobody when it is free again.
                await time.Delay(Timeouts.BusyRetry, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until the service is on its way nowhere: in between it takes no request.</summary>
    private async Task<Service> Settle(Service service, Func<TimeSpan> remaining, CancellationToken cancellation)
    {
        ServiceState? destination = service.State switch
        {
            ServiceState.StartPending or ServiceState.ContinuePending => ServiceState.Running,
            ServiceState.PausePending => ServiceState.Paused,
            ServiceState.StopPending => ServiceState.Stopped,
            _ => null,
        };
        return destination is { } state
            ? await services.WaitFor(service.Name, state, remaining(), cancellation).ConfigureAwait(false)
            : service;
    }
}
