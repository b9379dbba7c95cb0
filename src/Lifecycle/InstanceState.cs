using System.Text.Json.Serialization;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>A service that is stopped and started with an installation, as it was when it was recorded.</summary>
/// <param name="Instance">The instance it runs; of other services a name for people.</param>
/// <param name="Service">The name of the service.</param>
/// <param name="Executable">Full path of the executable it runs.</param>
/// <param name="State">What it was doing.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="ProcessId">The process it ran in; 0 when it did not.</param>
public sealed record InstanceState(
    string Instance,
    string Service,
    string Executable,
    ServiceState State,
    StartType StartType,
    int ProcessId)
{
    /// <summary>Its command line as stored, with quotes, environment variables and arguments; empty when it is not known.</summary>
    public string ImagePath { get; init; } = "";

    /// <summary>The services that must run before it, by name.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>
    /// Whether it is somebody else's service that depends on one of ours. It is stopped before ours and started after, but never
    /// terminated, and its settings are never touched.
    /// </summary>
    public bool IsDependent { get; init; }

    /// <summary>
    /// Whether it is the watchdog and no instance: stopped before all others and started after them, and never asked for its health.
    /// </summary>
    public bool IsWatchdog { get; init; }

    /// <summary>Whether it runs an executable of the vendor's, and an installation lets it run ours.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The service as the beginning of a sentence.</summary>
    internal string Subject => IsDependent || IsWatchdog ? $"The service '{Service}'" : $"The service '{Service}' of instance '{Instance}'";

    /// <summary>Whether it is an instance, which can be asked for its health.</summary>
    internal bool IsInstance => !IsDependent && !IsWatchdog;

    /// <summary>Whether it ran, or was on its way to running. Such an instance runs again afterwards.</summary>
    [JsonIgnore]
    public bool WasRunning => State is ServiceState.Running or ServiceState.StartPending or ServiceState.ContinuePending;

    /// <summary>Whether it was paused, or on its way to it. Such an instance is paused again afterwards.</summary>
    [JsonIgnore]
    public bool WasPaused => State is ServiceState.Paused or ServiceState.PausePending;

    /// <summary>Whether there is something to stop.</summary>
    [JsonIgnore]
    public bool WasActive => State is not ServiceState.Stopped;

    /// <summary>Whether it runs, or is paused, again afterwards.</summary>
    [JsonIgnore]
    public bool ComesBack => WasRunning || WasPaused;

    /// <summary>
    /// Whether it ran although it is disabled: somebody disabled it while it ran. It runs again and stays disabled; in between, to be
    /// started, it is <see cref="StartType.Manual"/>.
    /// </summary>
    [JsonIgnore]
    public bool RanDisabled => ComesBack && StartType == StartType.Disabled;
}
