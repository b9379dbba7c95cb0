namespace Octopus.Services;

/// <summary>The running processes of this machine.</summary>
public interface IProcesses
{
    /// <summary>
    /// Holds on to a process, so that its identifier cannot be given to another one meanwhile;
    /// <see langword="null"/> when no such process runs.
    /// </summary>
    IRunningProcess? Open(int processId);

    /// <summary>
    /// Every process that can be looked at. One that ends meanwhile, has only just begun, or tells nothing is left out: what
    /// strangers do makes nobody's list fail.
    /// </summary>
    IReadOnlyList<ProcessDescription> List();
}

/// <summary>A process as it was when the list was made.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="ParentId">The process that started it; it may have ended, and its number may be another one's now.</param>
/// <param name="StartedAt">When it started: it tells a process from a later one of the same number.</param>
/// <param name="ExecutablePath">Full path of the executable, or <see langword="null"/> when it cannot be read.</param>
public sealed record ProcessDescription(int Id, int ParentId, DateTimeOffset StartedAt, string? ExecutablePath);

/// <summary>A process held open until disposed.</summary>
public interface IRunningProcess : IDisposable
{
    /// <summary>The identifier of the process.</summary>
    int Id { get; }

    /// <summary>Full path of the executable, or <see langword="null"/> when it cannot be read.</summary>
    string? ExecutablePath { get; }

    /// <summary>When it started.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>
    /// Asks the process to end by itself, when it is one of ours that listens for that (<c>EndRequest</c>).
    /// <see langword="false"/> when it does not.
    /// </summary>
    bool AskToEnd();

    /// <summary><see langword="true"/> as soon as the process has ended, <see langword="false"/> when <paramref name="timeout"/> passed first.</summary>
    Task<bool> WaitForExit(TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Ends the process at once. Ending one that has ended already is no error.</summary>
    void Terminate();
}
