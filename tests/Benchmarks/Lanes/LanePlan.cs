namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>What one machine measures, one after the other.</summary>
/// <param name="Way">The name of the way, as the Windows program knows it.</param>
/// <param name="Rounds">How often.</param>
/// <param name="Counts">For how many services, rising.</param>
internal sealed record LanePlan(string Way, int Rounds, params IReadOnlyList<int> Counts)
{
    public const string Ours = "ours";
    public const string Rows = "rows";
    public const string Upgrader = "upgrader";
    public const string Processes = "processes";
}
