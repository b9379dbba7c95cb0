using System.Text.Json.Serialization;

namespace Octopus.Lifecycle.Maintenance;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MaintenancePlan))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(LastRun))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
