using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>One instance's share of one step: knows when the step began and makes the outcome.</summary>
internal sealed class Attempt(InstanceState state, LifecycleStep step, long began, TimeProvider time)
{
    /// <summary>What is left of a span that began with the step.</summary>
    public Func<TimeSpan> Deadline(TimeSpan timeout) => () =>
    {
        var left = timeout - time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    };

    public InstanceOutcome Ended(StepResult result, ServiceState now, int processId = 0) => Outcome(result, now, processId, null);

    public InstanceOutcome Failed(ServiceState now, string problem) => Outcome(StepResult.Failed, now, 0, problem);

    private InstanceOutcome Outcome(StepResult result, ServiceState now, int processId, string? problem) =>
        new(state.Instance, state.Service, step, result, now, processId, (long)time.GetElapsedTime(began).TotalMilliseconds, problem);
}
