using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Plan, journal, notice and result as text. What comes in may be half written or made by somebody else: it is whole, or it is
/// nothing.
/// </summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MaintenancePlan))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(MaintenanceNotice))]
[JsonSerializable(typeof(LastRun))]
[JsonSerializable(typeof(OwedState[]))]
internal sealed partial class MaintenanceJson : JsonSerializerContext
{
    public static string Serialize(MaintenancePlan plan) => JsonSerializer.Serialize(plan, Default.MaintenancePlan);

    public static string Serialize(JournalEntry entry) => JsonSerializer.Serialize(entry, Default.JournalEntry);

    public static string Serialize(MaintenanceNotice notice) => JsonSerializer.Serialize(notice, Default.MaintenanceNotice);

    public static string Serialize(LastRun run) => JsonSerializer.Serialize(run, Default.LastRun);

    public static string Serialize(IEnumerable<OwedState> owed) => JsonSerializer.Serialize([.. owed], Default.OwedStateArray);

    /// <summary>The plan, or <see langword="null"/> when the text is none.</summary>
    public static MaintenancePlan? ParsePlan(string text) => Parse(text, Default.MaintenancePlan) is { } plan && IsWhole(plan) ? plan : null;

    /// <inheritdoc cref="ParsePlan"/>
    public static JournalEntry? ParseEntry(string text) =>
        Parse(text, Default.JournalEntry) is { } entry
        && entry.Plan is not null && entry.Owner is not null && IsWhole(entry.Plan)
        && entry.Outcomes is not null && entry.Outcomes.All(outcome => outcome is { Service: not null, Instance: not null })
            ? entry
            : null;

    /// <inheritdoc cref="ParsePlan"/>
    public static MaintenanceNotice? ParseNotice(string text) => Parse(text, Default.MaintenanceNotice);

    /// <inheritdoc cref="ParsePlan"/>
    public static LastRun? ParseLastRun(string text) =>
        Parse(text, Default.LastRun) is { Instances: { } instances } run && instances.All(instance => instance is not null) ? run : null;

    /// <inheritdoc cref="ParsePlan"/>
    public static OwedState[]? ParseOwed(string text) =>
        Parse(text, Default.OwedStateArray) is { } owed
        && owed.All(one => one is { State: { } state, By: not null, Owner: not null } && IsWhole(state))
            ? owed
            : null;

    private static T? Parse<T>(string text, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Members that are missing in the text are their type's default, not what the record says: the serializer sets every one.
    private static bool IsWhole(MaintenancePlan plan) =>
        plan is { Format: Maintenance.MaintenancePlan.CurrentFormat, Id.Length: > 0, StopTimeout: > 0 and <= Maintenance.MaintenancePlan.LongestTimeout, StartTimeout: > 0 and <= Maintenance.MaintenancePlan.LongestTimeout, Folder: not null, Version: not null }
        && IsWhole(plan.Instances)
        && IsWhole(plan.Dependents)
        && plan.Executables is not null && plan.Executables.All(executable => executable is not null)
        && plan.Files is not null && plan.Files.All(IsBelowItsFolder);

    // It is put behind the install folder, and must not lead out of it.
    private static bool IsBelowItsFolder(string? file) =>
        file is { Length: > 0 } && file.IndexOf(':') < 0 && file.Split('\\', '/').All(part => part.Length > 0 && part is not ("." or ".."));

    private static bool IsWhole(IReadOnlyList<InstanceState>? states) =>
        states is not null
        && states.All(IsWhole)
        && states.Select(state => state.Service).Distinct(StringComparer.OrdinalIgnoreCase).Count() == states.Count;

    private static bool IsWhole(InstanceState state) =>
        state is { Service.Length: > 0, Instance: not null, Executable: not null, ImagePath: not null, DependsOn: not null };
}
