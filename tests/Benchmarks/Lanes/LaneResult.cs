namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>What came of a plan.</summary>
internal sealed record LaneResult(LanePlan Plan, IReadOnlyList<Round> Rounds);
