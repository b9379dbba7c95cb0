using Octopus.Tests.Benchmarks.Lanes;

namespace Octopus.Tests.Benchmarks.Downtime;

/// <summary>The rounds of one way, by number of services.</summary>
internal sealed class Measured(IEnumerable<Round> rounds)
{
    private readonly ILookup<int, Round> _rounds = rounds.ToLookup(round => round.Services);

    /// <summary>The numbers of services, rising.</summary>
    public IEnumerable<int> Counts => _rounds.Select(group => group.Key).Order();

    /// <summary>How many rounds there are for a number of services.</summary>
    public int RoundsAt(int services) => _rounds[services].Count();

    /// <summary>The median in seconds.</summary>
    public double Seconds(int services) => Statistics.Median(_rounds[services].Select(round => round.Milliseconds)) / 1000;

    /// <summary>The medians of the phases in seconds, in order.</summary>
    public IEnumerable<(string Name, double Seconds)> Phases(int services) =>
        _rounds[services].SelectMany(round => round.Phases).GroupBy(phase => phase.Name)
            .Select(group => (group.Key, Statistics.Median(group.Select(phase => phase.Milliseconds)) / 1000));
}
