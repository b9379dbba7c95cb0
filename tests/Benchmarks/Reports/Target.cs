using System.Globalization;

namespace Octopus.Tests.Benchmarks.Reports;

/// <summary>What a measurement has to be, and whether it is.</summary>
/// <param name="What">What was measured, as the beginning of a sentence.</param>
/// <param name="Value">What came of it.</param>
/// <param name="Limit">What it may be at most, or must be at least.</param>
/// <param name="Unit">What both are in.</param>
/// <param name="Bound">Which of the two.</param>
internal sealed record Target(string What, double Value, double Limit, string Unit, Bound Bound)
{
    public bool IsMet => Bound == Bound.AtMost ? Value <= Limit : Value >= Limit;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsMet ? "met" : "NOT met")}: {What} {Value:0.##} {Unit}, {(Bound == Bound.AtMost ? "at most" : "at least")} {Limit:0.##} {Unit} ({Value / Limit:0.00} of it)");
}

/// <summary>On which side of a limit a value has to be.</summary>
internal enum Bound
{
    AtMost,
    AtLeast,
}
