using System.Text.Json;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Everything an installation needs to know about the instances, recorded before anything has changed. Deferred actions get it as
/// text, because they can read nothing else.
/// </summary>
public sealed record MaintenancePlan
{
    /// <summary>The version of this format.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the format this plan is written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What happens to the product.</summary>
    public MaintenanceKind Kind { get; init; }

    /// <summary>The product version before; <see langword="null"/> when there was none.</summary>
    public string? VersionBefore { get; init; }

    /// <summary>The product code of the package.</summary>
    public string ProductCode { get; init; } = "";

    /// <summary>The product version of the package.</summary>
    public string Version { get; init; } = "";

    /// <summary>Every one of our services, as it was.</summary>
    public IReadOnlyList<InstanceState> Instances { get; init; } = [];

    /// <summary>Which instances run afterwards.</summary>
    public RestartChoice Restart { get; init; }

    /// <summary>Whether an instance that does not start undoes the installation.</summary>
    public bool StartFailureIsFatal { get; init; }

    /// <summary>How long a service may take to stop, in seconds.</summary>
    public int StopTimeout { get; init; } = (int)Timeouts.Stop.TotalSeconds;

    /// <summary>How long a service may take to start, in seconds.</summary>
    public int StartTimeout { get; init; } = (int)Timeouts.Start.TotalSeconds;

    /// <summary>The instances to stop.</summary>
    public IEnumerable<InstanceState> ToStop() => Instances.Where(state => state.WasActive);

    /// <summary>The instances to start afterwards.</summary>
    public IEnumerable<InstanceState> ToStart() => (Kind, Restart) switch
    {
        (MaintenanceKind.Uninstall, _) or (_, RestartChoice.None) => [],
        (_, RestartChoice.All) => Instances.Where(state => state.StartType != Services.StartType.Disabled),
        _ => ToRestore(),
    };

    /// <summary>The instances that run again when the installation is undone, whatever was chosen for its success.</summary>
    public IEnumerable<InstanceState> ToRestore() => Instances.Where(state => state.WasRunning || state.WasPaused);

    /// <summary>The plan as text.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, MaintenanceJson.Default.MaintenancePlan);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="MaintenanceException">The text is no plan, or one of another format.</exception>
    public static MaintenancePlan Parse(string text)
    {
        MaintenancePlan? plan;
        try
        {
            plan = JsonSerializer.Deserialize(text, MaintenanceJson.Default.MaintenancePlan);
        }
        catch (JsonException malformed)
        {
            throw new MaintenanceException("The recorded instances cannot be read. Run the installation again.", malformed);
        }

        return plan is { Format: CurrentFormat }
            ? plan
            : throw new MaintenanceException(
                $"The recorded instances have format {plan?.Format}, and this version reads {CurrentFormat}. Use the package they were recorded by.");
    }
}
