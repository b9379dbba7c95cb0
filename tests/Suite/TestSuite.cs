using System.Diagnostics;

namespace Octopus.Tests.Suite;

/// <summary>Runs test programs and adds up. The last line is the one that CI reads.</summary>
internal static class TestSuite
{
    /// <summary>A developer's choice of tests, in the test platform's filter language.</summary>
    private const string FilterVariable = "TEST_FILTER";

    public static async Task<int> Run(IReadOnlyList<BuiltProgram> programs)
    {
        var total = new Counters(0, 0, 0);
        var broken = programs.Count == 0 ? 1 : 0;
        foreach (var program in programs)
        {
            Console.WriteLine($"\n== {program.Name}");
            var watch = Stopwatch.StartNew();
            var counters = await Run(program);
            Console.WriteLine($"== {program.Name}: {counters?.ToString() ?? "no result"} in {watch.Elapsed.TotalSeconds:0} s");
            if (counters is null)
                broken++;
            else
                total += counters;
        }

        // A program without a result proves nothing, and that is a failure like any other.
        total += new Counters(0, broken, 0);
        Console.WriteLine();
        Console.WriteLine(total);
        return total.Failed == 0 && total.Passed > 0 ? 0 : 1;
    }

    private static async Task<Counters?> Run(BuiltProgram program)
    {
        var results = Path.Combine(Repository.Artifacts, "test-results", program.Name);
        Directory.CreateDirectory(results);
        var report = Path.Combine(results, $"{program.Name}.trx");
        File.Delete(report);

        List<string> arguments = ["--report-trx", "--report-trx-filename", Path.GetFileName(report), "--progress", "off", "--ansi", "off", "--output", "Detailed"];
        if (Environment.GetEnvironmentVariable(FilterVariable) is { Length: > 0 } filter)
            arguments.AddRange(["--filter", filter]);
        var exitCode = await WindowsProgram.Run(program, [.. arguments, "--results-directory", WindowsProgram.PathFor(program, results)]);
        var counters = File.Exists(report) ? Counters.Read(report) : null;
        if (counters is null or { Passed: 0, Failed: 0, Skipped: 0 })
        {
            Console.WriteLine($"{program.Name} ended with {exitCode} and has no tests in {report}.");
            return null;
        }

        // A crash after the last test leaves a green report behind.
        return exitCode != 0 && counters.Failed == 0 ? counters with { Failed = 1 } : counters;
    }
}
