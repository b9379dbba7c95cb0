namespace Octopus.Manager.Hosting;

/// <summary>How a Manager is started.</summary>
public sealed record ManagerOptions
{
    /// <summary>The port it listens on at 127.0.0.1. Default: one that is free.</summary>
    public int Port { get; init; }

    /// <summary>The clock. Default: the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
