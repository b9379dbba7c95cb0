using System.Text.Json.Serialization;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>What became of one instance in one step.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">Its service.</param>
/// <param name="Step">What was to be done.</param>
/// <param name="Result">What was.</param>
/// <param name="State">The state of the service afterwards.</param>
/// <param name="ProcessId">The process it runs in afterwards; 0 when it does not.</param>
/// <param name="Milliseconds">From the beginning of the step, for all instances alike, to the end of this one's.</param>
/// <param name="Problem">Why it went wrong, as a sentence that names the instance; <see langword="null"/> when it did not.</param>
public sealed record InstanceOutcome(
    string Instance,
    string Service,
    LifecycleStep Step,
    StepResult Result,
    ServiceState State,
    int ProcessId,
    long Milliseconds,
    string? Problem)
{
    /// <summary>Whether the instance is not as it was asked to be; <see cref="Problem"/> says why.</summary>
    [JsonIgnore]
    public bool HasFailed => Result is StepResult.Failed or StepResult.Gone;

    /// <summary>The outcome as a line for people.</summary>
    public override string ToString() => Problem ?? (Step, Result) switch
    {
        (LifecycleStep.Stop, StepResult.Done) => $"{Instance}: stopped after {Milliseconds} ms",
        (LifecycleStep.Stop, StepResult.Forced) => $"{Instance}: did not stop and was terminated after {Milliseconds} ms",
        (LifecycleStep.Stop, _) => $"{Instance}: was not running",
        (_, StepResult.Done) when State == ServiceState.Paused => $"{Instance}: started and paused after {Milliseconds} ms, process {ProcessId}",
        (_, StepResult.Done) => $"{Instance}: started after {Milliseconds} ms, process {ProcessId}",
        _ => $"{Instance}: left as it was",
    };
}

/// <summary>A step in the life of an instance.</summary>
public enum LifecycleStep
{
    /// <summary>Stop the instance: service stopped, process gone.</summary>
    Stop,
    /// <summary>Start the instance: service running and healthy, or paused again.</summary>
    Start,
    /// <summary>Give its service the recorded start type and command line back.</summary>
    Release,
    /// <summary>Keep everybody from starting it.</summary>
    Hold,
}

/// <summary>How a step went.</summary>
public enum StepResult
{
    /// <summary>As asked.</summary>
    Done,
    /// <summary>There was nothing to do.</summary>
    NotNeeded,
    /// <summary>The process had to be terminated.</summary>
    Forced,
    /// <summary>Not done; <see cref="InstanceOutcome.Problem"/> says why.</summary>
    Failed,
    /// <summary>
    /// Nobody can do it any more: somebody has deleted the service. Unlike <see cref="Failed"/> it is nothing that an older or newer version
    /// would do better; <see cref="InstanceOutcome.Problem"/> says what to do.
    /// </summary>
    Gone,
}
