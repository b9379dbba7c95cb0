using System.Diagnostics;

namespace Octopus.Tests.Benchmarks.Engine;

/// <summary>Something the engine does with so many instances.</summary>
/// <param name="Name">What it does.</param>
/// <param name="NeedsRecords">Whether it looks at the records of instances.</param>
/// <param name="Prepare">Makes the machine ready for another round and returns what is measured.</param>
internal sealed record Operation(string Name, bool NeedsRecords, Func<EngineMachine, Action> Prepare)
{
    /// <summary>Beyond these the median hardly moves.</summary>
    private const int Rounds = 9;

    /// <summary>The medians of several rounds, after one that warms up.</summary>
    public Cost Measure(int instances)
    {
        using var machine = new EngineMachine(instances, NeedsRecords);
        MeasureOnce(machine);
        var costs = Enumerable.Range(0, Rounds).Select(_ => MeasureOnce(machine)).ToList();
        return new(
            Statistics.Median(costs.Select(cost => cost.Milliseconds)),
            costs.Min(cost => cost.Milliseconds),
            Statistics.Median(costs.Select(cost => cost.Bytes)));
    }

    private Cost MeasureOnce(EngineMachine machine)
    {
        var work = Prepare(machine);
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        work();
        var elapsed = Stopwatch.GetElapsedTime(began);
        return new(elapsed.TotalMilliseconds, elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}

/// <summary>What an operation costs.</summary>
/// <param name="Milliseconds">The median.</param>
/// <param name="Least">The least, which other programs have disturbed least: growth is told by it.</param>
/// <param name="Bytes">What was allocated.</param>
internal readonly record struct Cost(double Milliseconds, double Least, double Bytes);
