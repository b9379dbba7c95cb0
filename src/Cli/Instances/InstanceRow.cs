using System.Text.Json.Serialization;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>One instance as <c>list-instances</c> answers it.</summary>
internal sealed record InstanceRow(
    string Name,
    bool IsDefault,
    string? ConfigurationFilePath,
    string? Home,
    int? Port,
    string? Service,
    ServiceState? State,
    StartType? StartType,
    int? ProcessId,
    string? Problem)
{
    public string[] Cells() =>
        [IsDefault ? $"{Name} (default)" : Name, State?.ToString() ?? "no service", ProcessId?.ToString() ?? "", Port?.ToString() ?? "", Problem ?? Home ?? ""];
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<InstanceRow>))]
internal sealed partial class InstanceRowJson : JsonSerializerContext;
