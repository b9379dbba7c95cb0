using System.Diagnostics;

namespace Octopus.Tests.Suite;

/// <summary>Runs test programs and adds up. The last line is the one that CI reads.</summary>
internal static class TestSuite
{
    /// <summary>A developer's choice of tests, in the test platform's filter language.</summary>
    private const string FilterVariable = "TEST_FILTER";

    public static async Task<int> Run(IReadOnlyList<BuiltProgram> programs)
    {
        var reports = new List<TestReport>();
        foreach (var program in programs)
        {
            Console.WriteLine($"\n== {program.Name}");
            var watch = Stopwatch.StartNew();
            var report = await Run(program);
            Console.WriteLine($"== {program.Name}: {report.Counters} in {watch.Elapsed.TotalSeconds:0} s");
            reports.Add(report);
        }

        if (reports.Count == 0)
            reports.Add(TestReport.Broken("There is no test project."));

        // Again at the end, because the end is what CI keeps of a long output.
        foreach (var failure in reports.SelectMany(report => report.Failures))
            Console.WriteLine($"\nfailed: {failure}");
        var total = reports.Select(report => report.Counters).Aggregate((one, other) => one + other);
        Console.WriteLine();
        Console.WriteLine(total);
        return total.Failed == 0 && total.Passed > 0 ? 0 : 1;
    }

    private static async Task<TestReport> Run(BuiltProgram program)
    {
        var results = Path.Combine(Repository.Artifacts, "test-results", program.Name);
        Directory.CreateDirectory(results);
        var path = Path.Combine(results, $"{program.Name}.trx");
        File.Delete(path);

        List<string> arguments = ["--report-trx", "--report-trx-filename", Path.GetFileName(path), "--progress", "off", "--ansi", "off", "--output", "Detailed"];
        if (Environment.GetEnvironmentVariable(FilterVariable) is { Length: > 0 } filter)
            arguments.AddRange(["--filter", filter]);
        var exitCode = await WindowsProgram.Run(program, [.. arguments, "--results-directory", WindowsProgram.PathFor(program, results)]);
        var report = File.Exists(path) ? TestReport.Read(path) : null;
        if (report is null or { Counters: { Passed: 0, Failed: 0, Skipped: 0 } })
            return TestReport.Broken($"{program.Name} ended with {exitCode} and has no tests in {path}.");

        // A crash after the last test leaves a green report behind.
        return exitCode != 0 && report.Counters.Failed == 0
            ? new(report.Counters with { Failed = 1 }, [$"{program.Name} ended with {exitCode} although no test of it failed."])
            : report;
    }
}
