using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Jobs;

/// <summary>A job that is shown to a person.</summary>
/// <param name="Job">The job.</param>
public sealed record JobOffer(Job Job)
{
    /// <summary>Ends when the person has closed the dialog, with the run that was begun.</summary>
    public TaskCompletionSource<JobRun?> Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
