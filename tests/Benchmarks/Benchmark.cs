using System.Diagnostics;
using System.Globalization;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Benchmarks;

/// <summary>Stops and starts services of this machine in both ways, and tells how long each took.</summary>
internal static class Benchmark
{
    /// <summary>Odd, so that one of them is the median.</summary>
    private const int Rounds = 5;

    private static readonly int[] Counts = [1, 5, 20];

    private static readonly ServiceBehaviour Behaviour = new(
        StartTime: TimeSpan.FromMilliseconds(200), StopTime: TimeSpan.FromMilliseconds(500));

    public static async Task Run(CancellationToken cancellation)
    {
        var services = new WindowsServiceManager(TimeProvider.System);
        var files = new WindowsExecutableFiles();
        var engine = new LifecycleEngine(services, new WindowsProcesses(), files, health: null, TimeProvider.System);
        var ours = new AllAtOnce(engine);
        var serial = new OneAfterTheOther(services);
        await using var fleet = new Fleet(services, new InstanceDiscovery(services, files), engine);
        await fleet.Clear();

        var results = new List<Result>();
        foreach (var count in Counts)
        {
            var instances = fleet.Grow(count, Behaviour);
            var laps = new List<(Lap Ours, Lap Serial)>();
            for (var round = 1; round <= Rounds; round++)
            {
                // Each way is first in turn, so that neither has what the other one has warmed.
                (Lap Ours, Lap Serial) lap = default;
                if (round % 2 == 1)
                    lap.Ours = await Run(ours, instances, cancellation);
                lap.Serial = await Run(serial, instances, cancellation);
                if (round % 2 == 0)
                    lap.Ours = await Run(ours, instances, cancellation);

                laps.Add(lap);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Services: {count}, round {round} of {Rounds}. All at once: stop {lap.Ours.Stop:0} ms, start {lap.Ours.Start:0} ms. One after the other: stop {lap.Serial.Stop:0} ms, start {lap.Serial.Start:0} ms."));
            }

            results.Add(new(count, Lap.Median([.. laps.Select(lap => lap.Ours)]), Lap.Median([.. laps.Select(lap => lap.Serial)])));
        }

        Report.Show(results, Behaviour);
    }

    private static async Task<Lap> Run(IWay way, IReadOnlyList<InstanceState> instances, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await way.Start(instances, cancellation);
        var started = Stopwatch.GetTimestamp();
        await way.Stop(instances, cancellation);
        return new(Stopwatch.GetElapsedTime(started).TotalMilliseconds, Stopwatch.GetElapsedTime(began, started).TotalMilliseconds);
    }
}
