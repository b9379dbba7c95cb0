using System.Globalization;
using System.Text.Json.Serialization;
using Octopus.Cli.Inventory;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>One instance as <c>list-instances</c> answers it.</summary>
/// <param name="InstanceName">Its name.</param>
/// <param name="ConfigurationFilePath">Its configuration file; <see langword="null"/> when there is only a service.</param>
/// <param name="IsDefault">Whether it is the one that is meant when none is named.</param>
/// <param name="Service">The name of its service; <see langword="null"/> when it has none.</param>
/// <param name="State">What its service does.</param>
/// <param name="StartType">When its service starts.</param>
/// <param name="Health">How it is.</param>
/// <param name="Version">The version that runs; <see langword="null"/> when nobody has answered for it.</param>
/// <param name="ProcessId">The process it runs in.</param>
/// <param name="StartedAt">When that process started, in UTC; <see langword="null"/> when it does not run, or this account may not see it.</param>
/// <param name="Account">The account it runs as.</param>
/// <param name="Port">The TCP port it listens on; <see langword="null"/> when it opens none, or it is not known.</param>
/// <param name="Home">Its home directory.</param>
/// <param name="Problem">What is wrong with it; <see langword="null"/> when nothing is.</param>
public sealed record InstanceRow(
    string InstanceName,
    string? ConfigurationFilePath,
    bool IsDefault,
    string? Service,
    ServiceState? State,
    StartType? StartType,
    InstanceHealth Health,
    string? Version,
    int? ProcessId,
    DateTimeOffset? StartedAt,
    string? Account,
    int? Port,
    string? Home,
    string? Problem)
{
    /// <summary>What people read above the cells.</summary>
    internal static readonly string[] Header = ["INSTANCE", "SERVICE", "HEALTH", "VERSION", "PROCESS", "PORT", "ACCOUNT", "HOME"];

    /// <summary>The row of an instance.</summary>
    internal static InstanceRow From(CommandHost host, InstanceView view, string? problem) => new(
        view.Name,
        view.Record?.ConfigurationFilePath,
        host.Application.IsDefault(view.Name),
        view.Service?.Service,
        view.Service?.State,
        view.Service?.StartType,
        view.Health,
        view.Version,
        view.Service is { ProcessId: > 0 } running ? running.ProcessId : null,
        view.StartedAt,
        view.Description is { Account.Length: > 0 } described ? described.Account : null,
        view.Settings?.OpenPort,
        view.Home,
        problem);

    /// <summary>The row for people.</summary>
    internal string[] Cells() =>
    [
        IsDefault ? $"{InstanceName} (default)" : InstanceName,
        State?.ToString() ?? "no service",
        Health == InstanceHealth.Unknown ? "" : Health.ToString(),
        Version ?? "",
        ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "",
        Port?.ToString(CultureInfo.InvariantCulture) ?? "",
        Account ?? "",
        Problem ?? Home ?? "",
    ];
}

/// <summary>What <c>list-instances</c> answers to a program: an array, as the vendor's does.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<InstanceRow>))]
public sealed partial class InstanceRowJson : JsonSerializerContext;
