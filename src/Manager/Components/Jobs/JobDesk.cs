using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Jobs;

/// <summary>Where every screen of a window brings what a person wants done: it is shown, agreed to and followed in one dialog.</summary>
public sealed class JobDesk
{
    /// <summary>Something is to be shown.</summary>
    public event Action<JobOffer>? Offered;

    /// <summary>Shows a job to the person.</summary>
    /// <returns>The run when the dialog is closed; <see langword="null"/> when nothing was begun.</returns>
    public Task<JobRun?> Offer(Job job)
    {
        var offer = new JobOffer(job);
        Offered?.Invoke(offer);
        return offer.Closed.Task;
    }
}
