namespace Octopus.Lifecycle.Health;

/// <summary>Asks instances who they are, each by itself.</summary>
public interface IHealthProbe
{
    /// <summary>Asks once. Whatever goes wrong on the way is an answer, not an exception.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="processId">The process that its service runs in, as the service manager says; 0 when it is not known.</param>
    /// <param name="patience">How long the answer may take.</param>
    /// <param name="cancellation">Ends the asking.</param>
    Task<HealthAnswer> Ask(string instance, int processId, TimeSpan patience, CancellationToken cancellation);
}

/// <summary>What came of asking.</summary>
/// <param name="Kind">Whether somebody answered.</param>
/// <param name="Instance">The instance that answered; empty when nobody did.</param>
/// <param name="Version">The product version that answered; empty when nobody did.</param>
/// <param name="ProcessId">The process that answered; 0 when nobody did.</param>
/// <param name="Problem">Why there is no answer, as half a sentence for people; empty when there is one.</param>
public sealed record HealthAnswer(HealthKind Kind, string Instance, string Version, int ProcessId, string Problem)
{
    /// <summary>Somebody answered.</summary>
    public static HealthAnswer From(string instance, string version, int processId) => new(HealthKind.Answered, instance, version, processId, "");

    /// <summary>Nobody answered, or nothing that can be understood.</summary>
    public static HealthAnswer Silence(string problem) => new(HealthKind.Silent, "", "", 0, problem);

    /// <summary>There is nowhere to ask.</summary>
    public static HealthAnswer Unreachable(string problem) => new(HealthKind.Unreachable, "", "", 0, problem);
}

/// <summary>Whether somebody answered.</summary>
public enum HealthKind
{
    /// <summary>Yes.</summary>
    Answered,
    /// <summary>Not this time. It may answer later.</summary>
    Silent,
    /// <summary>The instance has no record, no readable configuration or no port: it cannot be asked at all.</summary>
    Unreachable,
}
