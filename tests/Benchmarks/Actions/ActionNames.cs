namespace Octopus.Tests.Benchmarks.Actions;

/// <summary>What is measured of the library of actions, as both sides of the measurement call it.</summary>
internal static class ActionNames
{
    /// <summary>Loading the library.</summary>
    public const string Mapped = "library loaded";

    /// <summary>Loading it, and the first call, which starts the runtime in it.</summary>
    public const string Called = "first call returned";

    /// <summary>Both, in their order.</summary>
    public static readonly IReadOnlyList<string> Loading = [Mapped, Called];

    /// <summary>The actions that work in an upgrade, in their order; the two others undo one that failed.</summary>
    public static readonly IReadOnlyList<string> Upgrade = ["RecordInstances", "StopInstances", "StartInstances", "CommitInstances"];
}
