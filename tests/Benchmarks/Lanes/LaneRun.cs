using System.Globalization;
using System.Text.Json;
using Octopus.Tests.Benchmarks.Reports;
using Octopus.Tests.Suite;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>Runs the Windows part of the benchmark, on a machine of its own where there is Wine.</summary>
internal static class LaneRun
{
    private const int FirstPort = 20_000;
    private const int PortsEach = 128;

    /// <summary>Measures one plan with nothing else going on.</summary>
    public static Task<IReadOnlyList<Round>> Alone(LanePlan plan) => Run(plan, 0);

    /// <summary>Measures several plans at once where each can have a machine of its own, else one after the other.</summary>
    public static async Task<IReadOnlyList<LaneResult>> Beside(IReadOnlyList<LanePlan> plans)
    {
        var results = new List<LaneResult>();
        if (OperatingSystem.IsWindows())
        {
            foreach (var plan in plans)
                results.Add(new(plan, await Run(plan, 0)));
            return results;
        }

        var all = await Task.WhenAll(plans.Select((plan, lane) => Run(plan, lane + 1)));
        return [.. plans.Zip(all, (plan, rounds) => new LaneResult(plan, rounds))];
    }

    private static async Task<IReadOnlyList<Round>> Run(LanePlan plan, int lane)
    {
        var program = BuiltProgram.Of("Benchmarks.Windows");
        var name = string.Create(CultureInfo.InvariantCulture, $"Benchmark-{plan.Way}-{lane}");
        Directory.CreateDirectory(ReportFile.Folder);
        var output = Path.Combine(ReportFile.Folder, name + ".json");
        File.Delete(output);
        var exitCode = await WindowsProgram.RunIn(
            name,
            program,
            [
                plan.Way,
                plan.Rounds.ToString(CultureInfo.InvariantCulture),
                string.Join(',', plan.Counts),
                (FirstPort + (PortsEach * lane)).ToString(CultureInfo.InvariantCulture),
                WindowsProgram.PathFor(program, Repository.Artifacts),
                WindowsProgram.PathFor(program, output),
            ]);
        if (exitCode != 0 || !File.Exists(output))
            throw new InvalidOperationException($"{name} ended with {exitCode}. Nothing of it is believed.");
        return JsonSerializer.Deserialize<IReadOnlyList<Round>>(await File.ReadAllTextAsync(output))
            ?? throw new InvalidOperationException($"{output} holds no rounds.");
    }
}
