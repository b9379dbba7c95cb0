using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Cli.Inventory;

/// <summary>Everything that can be seen of one instance at one moment.</summary>
/// <param name="Name">Its name.</param>
internal sealed record InstanceView(string Name)
{
    /// <summary>Its record; <see langword="null"/> when there is only a service.</summary>
    public InstanceRecord? Record { get; init; }

    /// <summary>Its settings; <see langword="null"/> when there are none, or they cannot be read.</summary>
    public InstanceSettings? Settings { get; init; }

    /// <summary>Where it lives; <see langword="null"/> when it has no home, or only settings that cannot be read know it.</summary>
    public string? Home => Record?.HomeWith(Settings);

    /// <summary>Why the settings cannot be read, as a sentence.</summary>
    public string? Unusable { get; init; }

    /// <summary>Whether that is only because the file could not be opened. Default: no.</summary>
    public bool CannotBeOpened { get; init; }

    /// <summary>Its service as the engine sees it.</summary>
    public InstanceState? Service { get; init; }

    /// <summary>When its process started; <see langword="null"/> when it does not run, or this account may not see that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The same service as the service control manager describes it.</summary>
    public Service? Description { get; init; }

    /// <summary>What it answered; <see langword="null"/> when it was not asked, or does not run.</summary>
    public HealthAnswer? Answer { get; init; }

    /// <summary>How it is.</summary>
    public InstanceHealth Health => (Answer, Service) switch
    {
        (null, _) => InstanceHealth.Unknown,
        ({ Kind: not HealthKind.Answered }, _) => InstanceHealth.Silent,
        ({ } answer, { } service) when answer.ProcessId != service.ProcessId || !InstanceName.IsSame(answer.Instance, Name) => InstanceHealth.Impostor,
        _ => InstanceHealth.Healthy,
    };

    /// <summary>The version that runs; <see langword="null"/> when nobody has answered for it.</summary>
    public string? Version => Health == InstanceHealth.Healthy ? Answer!.Version : null;
}

/// <summary>How an instance is.</summary>
public enum InstanceHealth
{
    /// <summary>It does not run, or was not asked.</summary>
    Unknown,
    /// <summary>It answers for itself.</summary>
    Healthy,
    /// <summary>Its service runs, and nobody answers.</summary>
    Silent,
    /// <summary>Another instance, or another process, answers in its place.</summary>
    Impostor,
}
