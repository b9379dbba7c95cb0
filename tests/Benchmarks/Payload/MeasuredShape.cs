using Octopus.Tests.Benchmarks.Lanes;

namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>What came of one shape.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Bytes">The size of its package.</param>
/// <param name="Files">How many files it installs.</param>
/// <param name="Rounds">What was measured, several times.</param>
internal sealed record MeasuredShape(Shape Shape, long Bytes, int Files, IReadOnlyList<Round> Rounds)
{
    /// <summary>The median of the downtime in seconds.</summary>
    public double Downtime => Statistics.Median(Rounds.Select(round => round.Milliseconds)) / 1000;

    /// <summary>The median in seconds of one of <see cref="PayloadTimes"/>.</summary>
    public double Seconds(string time) =>
        Statistics.Median(Rounds.Select(round => round.Phases.Single(phase => phase.Name == time).Milliseconds)) / 1000;
}
