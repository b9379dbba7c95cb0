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
        CultureInfo.InvariantCulture, $"{Verdict}: {What} {Measure(Value)}, {Allowed} ({Ratio} of it)");

    /// <summary>Many of them, a line each.</summary>
    public static Table Table(IEnumerable<Target> targets)
    {
        var table = new Table("target", "measured", "allowed", "of it", "result");
        foreach (var target in targets)
            table.Add(target.What, target.Measure(target.Value), target.Allowed, target.Ratio, target.Verdict);
        return table;
    }

    private string Verdict => IsMet ? "met" : "NOT met";

    private string Allowed => $"{(Bound == Bound.AtMost ? "at most" : "at least")} {Measure(Limit)}";

    private string Ratio => (Value / Limit).ToString("0.00", CultureInfo.InvariantCulture);

    private string Measure(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Unit}").TrimEnd();
}

/// <summary>On which side of a limit a value has to be.</summary>
internal enum Bound
{
    AtMost,
    AtLeast,
}
