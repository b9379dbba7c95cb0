using System.Text.Json.Serialization;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli.Watchdog;

/// <summary>What <c>watchdog status</c> answers.</summary>
/// <param name="Service">The name of its service; <see langword="null"/> when there is no watchdog.</param>
/// <param name="State">What its service does.</param>
/// <param name="StartType">When its service starts.</param>
/// <param name="ProcessId">The process it runs in.</param>
/// <param name="Interval">Minutes from one look to the next.</param>
/// <param name="Instances">The names of the instances that it watches; <c>*</c> for all.</param>
/// <param name="Watched">What it sees.</param>
/// <param name="Problem">What keeps it from its work now, and what to do.</param>
public sealed record WatchdogStatus(
    string? Service,
    ServiceState? State,
    StartType? StartType,
    int? ProcessId,
    int? Interval,
    IReadOnlyList<string> Instances,
    IReadOnlyList<WatchedInstance> Watched,
    string? Problem);

/// <summary>One instance that is watched.</summary>
/// <param name="InstanceName">The instance.</param>
/// <param name="Verdict">What the watchdog makes of it; <see langword="null"/> when it has no service.</param>
/// <param name="Reason">The same for people.</param>
public sealed record WatchedInstance(string InstanceName, WatchVerdict? Verdict, string Reason);

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WatchdogStatus))]
public sealed partial class WatchdogStatusJson : JsonSerializerContext;
