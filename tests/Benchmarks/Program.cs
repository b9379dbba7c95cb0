using Octopus.Tests.Benchmarks;
using Octopus.Tests.Benchmarks.Actions;
using Octopus.Tests.Benchmarks.Downtime;
using Octopus.Tests.Benchmarks.Engine;
using Octopus.Tests.Benchmarks.Payload;
using Octopus.Tests.Benchmarks.Reports;

// Everything, or the parts that are named. One part runs itself as a process of its own, to see how much memory that takes.
if (args is [StopPhase.Command, var instances])
    return await StopPhase.Run(instances);

IReadOnlyList<IBenchmark> all = [new EngineBenchmark(), new ActionsBenchmark(), new PayloadBenchmark(), new DowntimeBenchmark()];
var chosen = args.Length == 0 ? all : [.. all.Where(benchmark => args.Contains(benchmark.Name))];
if (chosen.Count < Math.Max(1, args.Length))
{
    await Console.Error.WriteLineAsync($"The parts are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var left = TimeSpan.FromTicks(chosen.Sum(benchmark => benchmark.Duration.Ticks));
var targets = new List<Target>();
foreach (var benchmark in chosen)
{
    Console.WriteLine($"\n== {benchmark.Name}: about {benchmark.Duration.TotalMinutes:0.#} minutes, {left.TotalMinutes:0} until all is done");
    var report = await benchmark.Run();
    ReportFile.Write(benchmark.Name, report);
    targets.AddRange(report.Targets);
    left -= benchmark.Duration;
}

Console.WriteLine();
foreach (var line in Target.Table(targets).Lines())
    Console.WriteLine(line);
Console.WriteLine($"\n{targets.Count(target => target.IsMet)} of {targets.Count} targets met. The tables are in {ReportFile.Folder}.");
return 0;
