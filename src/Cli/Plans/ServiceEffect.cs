namespace Octopus.Cli.Plans;

/// <summary>What a step does to services, for whoever looks after what they are owed. Default: nothing.</summary>
internal sealed record ServiceEffect
{
    /// <summary>Those that it stops.</summary>
    public IReadOnlyList<InstanceService> Stops { get; init; } = [];

    /// <summary>Those that it starts.</summary>
    public IReadOnlyList<InstanceService> Starts { get; init; } = [];

    /// <summary>Those that it removes.</summary>
    public IReadOnlyList<InstanceService> Removes { get; init; } = [];
}

/// <summary>The service of an instance, which may be still to be made.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">The name of its service.</param>
internal sealed record InstanceService(string Instance, string Service)
{
    /// <summary>The name that it goes by when it starts, when a step before gives the instance another one.</summary>
    public string? AnswersAs { get; init; }
}
