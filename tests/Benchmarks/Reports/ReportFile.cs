using System.Runtime.InteropServices;
using Octopus.Tests.Suite;

namespace Octopus.Tests.Benchmarks.Reports;

/// <summary>Puts a report on the console and into a Markdown file, from which documents take it as it is.</summary>
internal static class ReportFile
{
    public static string Folder => Path.Combine(Repository.Artifacts, "bench");

    public static void Write(string name, Report report)
    {
        var lines = Lines(name, report).ToList();
        Console.WriteLine();
        foreach (var line in lines)
            Console.WriteLine(line);
        Directory.CreateDirectory(Folder);
        File.WriteAllLines(Path.Combine(Folder, name + ".md"), lines);
    }

    private static IEnumerable<string> Lines(string name, Report report)
    {
        yield return $"## {report.Title}";
        yield return "";
        yield return FormattableString.Invariant(
            $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} with `./build.sh bench {name}` on {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB of memory, {(OperatingSystem.IsWindows() ? RuntimeInformation.OSDescription : "Wine 8 on Linux")}.");
        foreach (var table in report.Tables)
        {
            yield return "";
            foreach (var line in table.Lines())
                yield return line;
        }

        if (report.Targets.Count > 0)
            yield return "";
        foreach (var target in report.Targets)
            yield return $"- {target}";
        foreach (var note in report.Notes)
        {
            yield return "";
            yield return note;
        }
    }
}
