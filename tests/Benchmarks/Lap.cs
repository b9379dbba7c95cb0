namespace Octopus.Tests.Benchmarks;

/// <summary>How long all services together took, in milliseconds.</summary>
internal readonly record struct Lap(double Stop, double Start)
{
    /// <summary>The median of each, from an odd number of laps.</summary>
    public static Lap Median(IReadOnlyList<Lap> laps) => new(Middle(laps.Select(lap => lap.Stop)), Middle(laps.Select(lap => lap.Start)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>The medians for one number of services.</summary>
internal sealed record Result(int Services, Lap Ours, Lap Serial);
