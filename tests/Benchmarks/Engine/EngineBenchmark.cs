using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks.Engine;

/// <summary>The engine alone, on a service manager in memory: what each step costs, and how that grows with the number of instances.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    /// <summary>Between proportional and quadratic is a factor of 20 here; what is left over are caches that no longer fit.</summary>
    private const double MostGrowth = 1.2;

    private const int ManyInstances = 1000;
    private const double Kilobyte = 1024;
    private const double Megabyte = 1024 * 1024;

    private static readonly int[] Counts = [10, 100, ManyInstances, 2000];

    private static readonly Operation[] Operations =
    [
        new("discovery", false, machine => () => machine.Discover()),
        new("recording: discovery, plan as text, and back", false, machine => () => MaintenancePlan.Parse(machine.Plan().Serialize())),
        new("index: read", true, machine => () => machine.Store.Read()),
        new("index: one more instance", true, machine => () => machine.Store.Add(machine.Another)),
        new("journal: write", false, machine =>
        {
            var entry = machine.Entry();
            return () => machine.Journal.Write(entry);
        }),
        new("stop phase", false, machine =>
        {
            var plan = machine.PlanNext();
            return () => machine.Stop(plan);
        }),
        new("start phase", false, machine =>
        {
            var plan = machine.PlanNext();
            machine.Stop(plan);
            return () => machine.Start(plan);
        }),
    ];

    public string Name => "engine";

    public TimeSpan Duration => TimeSpan.FromMinutes(1);

    public async Task<Report> Run()
    {
        var times = new Table(["milliseconds", .. Counts.Select(count => $"{count}"), "growth"]);
        var bytes = new Table(["kB allocated", .. Counts.Select(count => $"{count}"), "growth"]);
        var targets = new List<Target>();
        foreach (var operation in Operations)
        {
            var costs = Counts.Select(operation.Measure).ToList();
            var time = Growth(costs.ConvertAll(cost => cost.Least));
            var memory = Growth(costs.ConvertAll(cost => cost.Bytes));
            times.Add([$"{operation.Name}", .. costs.Select(cost => $"{cost.Milliseconds:0.00}"), $"{time:0.00}"]);
            bytes.Add([$"{operation.Name}", .. costs.Select(cost => $"{cost.Bytes / Kilobyte:0}"), $"{memory:0.00}"]);
            targets.Add(new($"{operation.Name}, time and memory grow with the exponent", Math.Max(time, memory), MostGrowth, "", Bound.AtMost));
            Console.WriteLine($"{operation.Name}: done");
        }

        var (before, peak, allocated) = await StopPhase.Measure(ManyInstances);
        var peaks = new Table("stop phase, MB", $"{ManyInstances} instances");
        peaks.Add($"most in use before", $"{before / Megabyte:0.0}");
        peaks.Add($"most in use", $"{peak / Megabyte:0.0}");
        peaks.Add($"allocated meanwhile", $"{allocated / Megabyte:0.0}");
        return new(
            "The engine alone",
            [times, bytes, peaks],
            targets,
            [
                $"On a service manager in memory whose services stop and start in no time, with index and journal on disk; medians. Growth is the exponent of the least times, and of the bytes, between {Counts[1]} and {Counts[^1]} instances: 1 is proportional, 2 is quadratic.",
                "What bounds them: discovery and recording, looking at each service; the index, one small file for each instance; the journal, one file with everything, flushed to disk; the stop and start phases, a thread for each instance, so that one that hangs holds up nobody, and the journal.",
                "Memory is the working set of a process that does nothing else, runtime and the services in memory included.",
            ]);
    }

    private static double Growth(List<double> costs) => Statistics.Growth(Counts[1], costs[1], Counts[^1], costs[^1]);
}
