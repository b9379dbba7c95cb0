using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>One instance's share of one step: knows when the step began and makes the outcome.</summary>
internal sealed class Attempt(InstanceState state, LifecycleStep step, long began, TimeProvider time)
{
    /// <summary>A span that begins now.</summary>
    public Deadline Deadline(TimeSpan timeout) => new(timeout, time);

    public InstanceOutcome Ended(StepResult result, ServiceState now, int processId = 0) => Outcome(result, now, processId, null);

    public InstanceOutcome Failed(ServiceState now, string problem, int processId = 0) => Outcome(StepResult.Failed, now, processId, problem);

    public InstanceOutcome Gone(string problem) => Outcome(StepResult.Gone, ServiceState.Stopped, 0, problem);

    private InstanceOutcome Outcome(StepResult result, ServiceState now, int processId, string? problem) =>
        new(state.Instance, state.Service, step, result, now, processId, (long)time.GetElapsedTime(began).TotalMilliseconds, problem);
}
