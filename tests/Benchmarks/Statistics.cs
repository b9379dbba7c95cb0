namespace Octopus.Tests.Benchmarks;

/// <summary>What is made of several measurements.</summary>
internal static class Statistics
{
    /// <summary>The value in the middle; of an even number the middle of the two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            throw new InvalidOperationException("Nothing was measured.");
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// How cost grows with size, as an exponent: 0 when it does not, 1 when twice as many cost twice as much, 2 when they cost four times
    /// as much.
    /// </summary>
    public static double Growth(double smallSize, double smallCost, double largeSize, double largeCost) =>
        smallCost > 0 && largeCost > 0 && largeSize > smallSize && smallSize > 0
            ? Math.Log(largeCost / smallCost) / Math.Log(largeSize / smallSize)
            : throw new ArgumentException($"There is no growth from {smallCost} at {smallSize} to {largeCost} at {largeSize}.");
}
