namespace Octopus.Services;

/// <summary>The running processes of this machine.</summary>
public interface IProcesses
{
    /// <summary>
    /// Holds on to a process, so that its identifier cannot be given to another one meanwhile;
    /// <see langword="null"/> when no such process runs.
    /// </summary>
    IRunningProcess? Open(int processId);
}

/// <summary>A process held open until disposed.</summary>
public interface IRunningProcess : IDisposable
{
    /// <summary>The identifier of the process.</summary>
    int Id { get; }

    /// <summary>Full path of the executable, or <see langword="null"/> when it cannot be read.</summary>
    string? ExecutablePath { get; }

    /// <summary><see langword="true"/> as soon as the process has ended, <see langword="false"/> when <paramref name="timeout"/> passed first.</summary>
    Task<bool> WaitForExit(TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Ends the process at once. Ending one that has ended already is no error.</summary>
    void Terminate();
}
