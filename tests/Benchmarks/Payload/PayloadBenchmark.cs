using Octopus.Tests.Benchmarks.Lanes;
using Octopus.Tests.Benchmarks.Reports;
using Octopus.Tests.Suite;

namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>The product itself in every shape it could have: its package, what the files cost an upgrade, how fast it starts.</summary>
internal sealed class PayloadBenchmark : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "payload";

    public TimeSpan Duration => TimeSpan.FromMinutes(3);

    public async Task<Report> Run()
    {
        var measured = new List<MeasuredShape>();
        foreach (var shape in Shape.All)
        {
            var package = new FileInfo(Path.Combine(Repository.Artifacts, $"Benchmark-payload-{shape.Name}-a.msi"));
            var files = Directory.EnumerateFiles(Path.Combine(ReportFile.Folder, "payload", shape.Name), "*", SearchOption.AllDirectories);
            measured.Add(new(shape, package.Length, files.Count(), await LaneRun.Alone(new($"payload-{shape.Name}", Rounds, 1))));
        }

        return new PayloadReport(measured).Make();
    }
}
