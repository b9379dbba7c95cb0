using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Starts one instance.</summary>
internal sealed class InstanceStart(IServiceManager services, HealthCheck? health, TimeProvider time)
{
    public async Task<InstanceOutcome> Run(
        Attempt attempt, InstanceState state, TimeSpan timeout, string? version, CancellationToken cancellation)
    {
        try
        {
            return await Run(attempt, state, attempt.Deadline(timeout), timeout, version, cancellation).ConfigureAwait(false);
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            return attempt.Gone(Gone(state));
        }
        catch (ServiceException deleted) when (deleted.Error == ServiceError.MarkedForDeletion)
        {
            return attempt.Gone($"{state.Subject} has been deleted and goes when the program that holds it open ends, for instance the window Services. {MakeAgain(state)}");
        }
    }

    private async Task<InstanceOutcome> Run(
        Attempt attempt, InstanceState state, Deadline deadline, TimeSpan timeout, string? version, CancellationToken cancellation)
    {
        var wanted = state.WasPaused ? ServiceState.Paused : ServiceState.Running;
        if (await StartAtOnce(state, deadline, cancellation).ConfigureAwait(false) is not { } service)
        {
            if (services.Look(state.Service) is not { } seen)
                return attempt.Gone(Gone(state));
            service = await services.Settle(state.Service, seen, deadline.Left, cancellation).ConfigureAwait(false);
            if (service.State == ServiceState.Stopped)
                service = await Start(state, deadline, cancellation).ConfigureAwait(false);
        }

        if (service.State is ServiceState.Running or ServiceState.Paused && service.State != wanted)
        {
            services.Request(state.Service, wanted == ServiceState.Paused ? ServiceRequest.Pause : ServiceRequest.Continue);
            service = await services.WaitFor(state.Service, wanted, deadline.Left, cancellation).ConfigureAwait(false);
        }

        if (service.State != wanted)
            return attempt.Failed(service.State, NotThere(state, service, wanted, timeout));
        if (wanted == ServiceState.Running && state.IsInstance && health is not null
            && await health.Await(state, service.ProcessId, version, () => deadline.Left, cancellation).ConfigureAwait(false) is { } problem)
            return attempt.Failed(services.Look(state.Service)?.State ?? ServiceState.Stopped, problem, service.ProcessId);
        return attempt.Ended(StepResult.Done, wanted, service.ProcessId);
    }

    // Most have stopped, and the manager knows: to look first is one more question for each of a hundred. What it refuses is looked at
    // and asked for again, but for what would only fail once more, and count once more against an account's password.
    private async Task<ServiceStatus?> StartAtOnce(InstanceState state, Deadline deadline, CancellationToken cancellation)
    {
        if (state.RanDisabled)
            return null;
        try
        {
            Request(state.Service, deadline);
        }
        catch (ServiceException refused) when (refused.Error == ServiceError.Unknown)
        {
            // Wine 8 loses one process in some thousands while it creates it. Not looked at: what the manager says of such a service may
            // be that it starts, for as long as one waits. Asked again it comes; who is refused again is told.
            await RequestStart(state.Service, deadline, cancellation).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.Error is not (ServiceError.LogonFailed or ServiceError.Timeout))
        {
            return null;
        }

        return await services.WaitFor(state.Service, ServiceState.Running, deadline.Left, cancellation).ConfigureAwait(false);
    }

    private async Task<ServiceStatus> Start(InstanceState state, Deadline deadline, CancellationToken cancellation)
    {
        var lend = state.RanDisabled;
        if (lend)
            services.SetStartType(state.Service, StartType.Manual);
        try
        {
            await RequestStart(state.Service, deadline, cancellation).ConfigureAwait(false);
            return await services.WaitFor(state.Service, ServiceState.Running, deadline.Left, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (lend)
                services.SetStartType(state.Service, StartType.Disabled);
        }
    }

    private async Task RequestStart(string service, Deadline deadline, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                Request(service, deadline);
                return;
            }
            catch (ServiceException refused) when (refused.Error == ServiceError.AlreadyRunning)
            {
                // Somebody was quicker. What counts is that it runs, and the wait that follows sees to that.
                return;
            }
            catch (ServiceException refused) when (refused.Error == ServiceError.Busy && deadline.Left > TimeSpan.Zero)
            {
                // The manager starts one service at a time for the whole machine, and tells nobody when it is free again.
                await time.Delay(Timeouts.BusyRetry, cancellation).ConfigureAwait(false);
            }
        }
    }

    // Services are started one after the other, and one that hangs keeps the next waiting for half a minute. The time that it has
    // begins when it is its turn and the manager has taken the request; not when it queues behind others.
    private void Request(string service, Deadline deadline)
    {
        services.Request(service, ServiceRequest.Start);
        deadline.BeginAgain();
    }

    private static string Gone(InstanceState state) => state.IsInstance
        ? $"Instance '{state.Instance}' has no service '{state.Service}' any more. {MakeAgain(state)}"
        : $"{state.Subject} is not there any more. {MakeAgain(state)}";

    private static string MakeAgain(InstanceState state) => state switch
    {
        { IsWatchdog: true } => "Make it again: watchdog create.",
        { IsDependent: true } => "Install it again.",
        _ => $"Install it again: service --install --start --instance \"{state.Instance}\".",
    };

    private static string NotThere(InstanceState state, ServiceStatus service, ServiceState wanted, TimeSpan timeout) =>
        service.State == ServiceState.Stopped
            ? $"{state.Subject} stopped while starting, with exit code {service.ExitCode}. Its log says why."
            : $"{state.Subject} is {service.State} and not {wanted} after {timeout.TotalSeconds:0} seconds. Look into its log.";
}
