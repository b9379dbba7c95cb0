using System.Globalization;
using System.Text.Json.Serialization;
using Octopus.Cli.Inventory;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>One instance as <c>list-instances</c> answers it.</summary>
internal sealed record InstanceRow(
    string InstanceName,
    string? ConfigurationFilePath,
    bool IsDefault,
    string? Service,
    ServiceState? State,
    StartType? StartType,
    InstanceHealth Health,
    string? Version,
    int? ProcessId,
    string? Account,
    int? Port,
    string? Home,
    string? Problem)
{
    /// <summary>What people read above the cells.</summary>
    public static readonly string[] Header = ["INSTANCE", "SERVICE", "HEALTH", "VERSION", "PROCESS", "PORT", "ACCOUNT", "HOME"];

    /// <summary>The row of an instance.</summary>
    public static InstanceRow From(CommandHost host, InstanceView view, string? problem) => new(
        view.Name,
        view.Record?.ConfigurationFilePath,
        host.Application.IsDefault(view.Name),
        view.Service?.Service,
        view.Service?.State,
        view.Service?.StartType,
        view.Health,
        view.Version,
        view.Service is { ProcessId: > 0 } running ? running.ProcessId : null,
        view.Description is { Account.Length: > 0 } described ? described.Account : null,
        view.Settings?.Port,
        view.Settings?.Home,
        problem);

    /// <summary>The row for people.</summary>
    public string[] Cells() =>
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
internal sealed partial class InstanceRowJson : JsonSerializerContext;
