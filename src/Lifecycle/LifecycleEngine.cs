using System.Diagnostics.CodeAnalysis;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Stops and starts instances: all at once, each with an outcome of its own, whatever is thrown on the way. This is the only place that
/// does; the command line, the custom actions and the Manager call it.
/// </summary>
/// <param name="services">The service control manager.</param>
/// <param name="processes">The processes of the machine.</param>
/// <param name="files">The files that services run.</param>
/// <param name="health">Asks a started instance who it is; <see langword="null"/> where running is all there is to know.</param>
/// <param name="time">The clock.</param>
public sealed class LifecycleEngine(
    IServiceManager services, IProcesses processes, IExecutableFiles files, IHealthProbe? health, TimeProvider time)
{
    /// <summary>
    /// Stops every instance that is active: the service has stopped and its process has gone. One that has not stopped in
    /// <paramref name="timeout"/> is terminated with the processes it started, if its process is the recorded executable.
    /// </summary>
    /// <param name="instances">The instances, as recorded. What depends on another one of them stops before it.</param>
    /// <param name="timeout">The time each has; they all have it at once.</param>
    /// <param name="report">Called for each outcome as it comes, from any thread, one call at a time. What it throws changes nothing.</param>
    /// <param name="cancellation">Ends the waiting; services already asked to stop go on stopping.</param>
    public Task<IReadOnlyList<InstanceOutcome>> Stop(
        IEnumerable<InstanceState> instances, TimeSpan timeout, Action<InstanceOutcome> report, CancellationToken cancellation)
    {
        var stop = new InstanceStop(services, new ProcessTermination(processes), processes, files);
        return ForEach(
            instances, LifecycleStep.Stop, _ => { }, (order, state) => order.Needing(state), (order, state) => order.WatchdogsOver(state), report,
            (attempt, state) => stop.Run(attempt, state, timeout, cancellation), cancellation);
    }

    /// <summary>
    /// Starts every instance, and pauses again the one that was paused. An instance that runs already is left alone. One that runs
    /// is done when it answers for itself.
    /// </summary>
    /// <param name="instances">The instances, as recorded. What depends on another one of them starts after it.</param>
    /// <param name="timeout">The time each has from the moment in which the manager takes the request to start it.</param>
    /// <param name="version">The product version that must answer; <see langword="null"/> for any.</param>
    /// <param name="report">Called for each outcome as it comes, from any thread, one call at a time. What it throws changes nothing.</param>
    /// <param name="cancellation">Ends the waiting; services already asked to start go on starting.</param>
    public Task<IReadOnlyList<InstanceOutcome>> Start(
        IEnumerable<InstanceState> instances, TimeSpan timeout, string? version, Action<InstanceOutcome> report, CancellationToken cancellation) =>
        Start(instances, timeout, version, _ => { }, report, cancellation);

    /// <summary>
    /// The same, with something to be done for each instance first, before it waits for anything or anybody: the first ones start while
    /// it is done for the others.
    /// </summary>
    internal Task<IReadOnlyList<InstanceOutcome>> Start(
        IEnumerable<InstanceState> instances,
        TimeSpan timeout,
        string? version,
        Action<InstanceState> prepare,
        Action<InstanceOutcome> report,
        CancellationToken cancellation)
    {
        var start = new InstanceStart(services, health is null ? null : new HealthCheck(health, services, time), time);
        return ForEach(
            instances, LifecycleStep.Start, prepare, (order, state) => order.NeededBy(state), (order, state) => order.WatchedBy(state), report,
            (attempt, state) => start.Run(attempt, state, timeout, version, cancellation), cancellation);
    }

    /// <summary>Asks an instance that runs for its health, once.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>What is wrong with it as a sentence that names it; <see langword="null"/> when it answers as it should.</returns>
    public async Task<string?> AskForHealth(InstanceState state, CancellationToken cancellation) =>
        health is null ? null : await new HealthCheck(health, services, time).Await(state, 0, null, () => TimeSpan.Zero, cancellation).ConfigureAwait(false);

    private async Task<IReadOnlyList<InstanceOutcome>> ForEach(
        IEnumerable<InstanceState> instances,
        LifecycleStep step,
        Action<InstanceState> prepare,
        Func<ServiceOrder, InstanceState, IEnumerable<string>> predecessors,
        Func<ServiceOrder, InstanceState, IEnumerable<string>> earlier,
        Action<InstanceOutcome> report,
        Func<Attempt, InstanceState, Task<InstanceOutcome>> act,
        CancellationToken cancellation)
    {
        var states = instances.ToList();
        var order = new ServiceOrder(states);
        var outcomes = states.ToDictionary(
            state => state.Service,
            _ => new TaskCompletionSource<InstanceOutcome>(TaskCreationOptions.RunContinuationsAsynchronously),
            StringComparer.OrdinalIgnoreCase);
        var began = time.GetTimestamp();
        var (preparing, reporting) = (new object(), new object());
        // A request blocks until the service's handler answers, for 30 seconds when it hangs. A thread for each instance keeps
        // one such service from holding up the others behind a thread pool that grows by one or two threads a second.
        var work = states.Select(state => Task.Factory.StartNew(
            async () =>
            {
                var attempt = new Attempt(state, step, began, time);
                // One after the other: the first acts when it is ready itself, and not when a hundred are.
                InstanceOutcome? unprepared;
                lock (preparing)
                    unprepared = Prepare(prepare, attempt, state);
                // Those are over when they are over: how they went is nobody else's matter.
                await Task.WhenAll(earlier(order, state).Select(service => outcomes[service].Task)).ConfigureAwait(false);
                var before = await Task.WhenAll(predecessors(order, state).Select(service => outcomes[service].Task)).ConfigureAwait(false);
                var outcome = before.FirstOrDefault(other => other.Result == StepResult.Failed) is { } failed
                    ? attempt.Failed(Now(state), Blocked(state, step, failed))
                    : await Attempted(act, attempt, state, cancellation).ConfigureAwait(false);
                if (unprepared is not null)
                    outcome = outcome with { Result = unprepared.Result, Problem = $"{unprepared.Problem} {outcome.Problem}".TrimEnd() };
                lock (reporting)
                    Tell(report, outcome);
                return outcome;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();
        for (var index = 0; index < work.Count; index++)
            Forward(work[index], outcomes[states[index].Service]);
        return await Task.WhenAll(work).ConfigureAwait(false);
    }

    // Whoever waits for an outcome must get it, whatever it is: an exception and a cancellation too.
    private static void Forward(Task<InstanceOutcome> work, TaskCompletionSource<InstanceOutcome> outcome) =>
        work.ContinueWith(
            done =>
            {
                if (done.IsCanceled)
                    outcome.TrySetCanceled();
                else if (done.Exception is { } failure)
                    outcome.TrySetException(failure.InnerExceptions);
                else
                    outcome.TrySetResult(done.Result);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private static string Blocked(InstanceState state, LifecycleStep step, InstanceOutcome failed) => step == LifecycleStep.Stop
        ? $"{state.Subject} was not stopped: the service '{failed.Service}' depends on it and did not stop."
        : $"The service '{state.Service}' was not started: it needs the service '{failed.Service}', which did not start.";

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one instance is its outcome and reaches no other.")]
    private async Task<InstanceOutcome> Attempted(
        Func<Attempt, InstanceState, Task<InstanceOutcome>> act, Attempt attempt, InstanceState state, CancellationToken cancellation)
    {
        try
        {
            return await act(attempt, state).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            return attempt.Failed(Now(state), Sentence(state, problem));
        }
    }

    // What was to be prepared and is not does not keep it from being tried: it may run all the same.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one instance is its outcome and reaches no other.")]
    private static InstanceOutcome? Prepare(Action<InstanceState> prepare, Attempt attempt, InstanceState state)
    {
        try
        {
            prepare(state);
            return null;
        }
        catch (Exception problem)
        {
            return attempt.Failed(state.State, Sentence(state, problem));
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The outcome is returned, told or not; that nobody could be told is no outcome of an instance.")]
    private static void Tell(Action<InstanceOutcome> report, InstanceOutcome outcome)
    {
        try
        {
            report(outcome);
        }
        catch (Exception)
        {
            // Whoever called has every outcome in the end.
        }
    }

    private static string Sentence(InstanceState state, Exception problem) =>
        problem is ServiceException ? problem.Message : $"{state.Subject}: {problem.Message}";

    [SuppressMessage("Design", "CA1031", Justification = "What went wrong is told already; that it cannot even be looked at is part of it.")]
    private ServiceState Now(InstanceState state)
    {
        try
        {
            return services.Look(state.Service)?.State ?? ServiceState.Stopped;
        }
        catch (Exception)
        {
            return state.State;
        }
    }
}
