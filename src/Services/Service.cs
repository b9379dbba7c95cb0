namespace Octopus.Services;

/// <summary>A service as the service control manager describes it at one moment.</summary>
/// <param name="Name">The key name, unique on the machine without regard to case.</param>
/// <param name="State">What it is doing.</param>
/// <param name="ProcessId">The process it runs in; 0 when there is none.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="ImagePath">
/// The command line as stored: quotes and environment variables untouched. Empty, like the account, when it is hidden.
/// </param>
/// <param name="Account">The account it runs as, for instance <c>LocalSystem</c>.</param>
/// <param name="ExitCode">
/// The Win32 exit code of its last stop; for a service-specific code, that one. 0 while it runs, 1077 when it has not run since the machine started.
/// </param>
public sealed record Service(
    string Name,
    ServiceState State,
    int ProcessId,
    StartType StartType,
    string ImagePath,
    string Account,
    int ExitCode)
{
    /// <summary>
    /// Whether this caller could not read what it is: start type, command line, account and dependencies are unknown then. It may run
    /// anything, a file of ours too.
    /// </summary>
    public bool IsHidden { get; init; }

    /// <summary>What it is doing, without what it is.</summary>
    public ServiceStatus Status => new(State, ProcessId, ExitCode);

    /// <inheritdoc cref="ServiceStatus.End"/>
    public ServiceEnd End => Status.End;

    /// <summary>The services that must run before it, by name; a name that begins with <c>+</c> is a load order group.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
