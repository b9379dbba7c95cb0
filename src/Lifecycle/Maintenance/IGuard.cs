namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Watches over an installation from outside: should its process die, or the machine, the guard brings every instance back with nobody
/// coming. It is there only while an installation is.
/// </summary>
public interface IGuard
{
    /// <summary>Sets it up.</summary>
    /// <param name="cancellation">Ends the waiting for the guard of an installation before.</param>
    /// <returns>Why it could not be, as a sentence; <see langword="null"/> when it watches.</returns>
    Task<string?> Arm(CancellationToken cancellation);

    /// <summary>
    /// Whether it has been taken away: there is none, or one that goes as soon as its process ends. In its place there can be no other
    /// until then.
    /// </summary>
    bool IsGone { get; }

    /// <summary>Takes it away. Nothing happens when it is not there.</summary>
    /// <returns>Why it could not be, as a sentence; <see langword="null"/> when it is gone.</returns>
    string? Disarm();
}
