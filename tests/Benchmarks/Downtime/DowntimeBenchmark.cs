using Octopus.Tests.Benchmarks.Lanes;
using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks.Downtime;

/// <summary>How long instances are down during an upgrade: with our engine, with the installer's own means, with the vendor's upgrader.</summary>
internal sealed class DowntimeBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int Most = 100;

    private static readonly int[] Counts = [1, 10, 25, 50, Most];
    private static readonly string[] Serial = [LanePlan.Rows, LanePlan.Upgrader];

    public string Name => "downtime";

    public TimeSpan Duration => TimeSpan.FromMinutes(21);

    public async Task<Report> Run()
    {
        // Before and after: a machine is faster at one time than at another, and the limit depends on it.
        var starts = new LanePlan(LanePlan.Processes, Rounds, Most);
        var before = await LaneRun.Alone(starts);
        var ours = await LaneRun.Alone(new(LanePlan.Ours, Rounds, Counts));
        var after = await LaneRun.Alone(starts);

        Console.WriteLine("What goes one after the other mostly sleeps: all its rounds at once, each on a machine of its own.");
        var load = new ProcessorLoad();
        // The largest number takes as long as all others together, and as many processes: those have the memory to themselves.
        IReadOnlyList<LaneResult> beside = [.. await Beside(Counts[..^1]), .. await Beside(Most)];
        var busy = load.ToString();
        IEnumerable<Round> Of(string way) => beside.Where(lane => lane.Plan.Way == way).SelectMany(lane => lane.Rounds);
        return new DowntimeReport(new(ours), new(Of(LanePlan.Rows)), new(Of(LanePlan.Upgrader)), new([.. before, .. after]), busy).Make();
    }

    private static Task<IReadOnlyList<LaneResult>> Beside(params int[] counts) =>
        LaneRun.Beside([.. Serial.SelectMany(way => Enumerable.Repeat(new LanePlan(way, 1, counts), Rounds))]);
}
