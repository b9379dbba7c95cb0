namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>How the services of the benchmark behave.</summary>
internal static class Behaviours
{
    /// <summary>A second to start and two to stop, wherever downtime is measured.</summary>
    public static readonly (TimeSpan Start, TimeSpan Stop) Measured = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
}
