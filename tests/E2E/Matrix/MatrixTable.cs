using System.Text;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>Every row with what was expected and what was seen, for whoever wants to know what is proven.</summary>
internal static class MatrixTable
{
    private static readonly List<Line> Lines = [];

    public static void Add(MatrixRow row, string seen) => Lines.Add(new(row.ToString(), row.Expected, seen));

    /// <summary>Writes the table to <c>artifacts/test-results/E2E/matrix.txt</c> and to the console. Nothing when no row was run.</summary>
    public static void Publish()
    {
        if (Lines.Count == 0)
            return;
        var table = Format([new("row", "expected", "seen"), .. Lines.Select(line => line with { Seen = line.Seen == line.Expected ? "the same" : line.Seen })]);
        File.WriteAllText(Path.Combine(Repository.Artifacts, "test-results", "E2E", "matrix.txt"), table);
        Console.WriteLine(table);
        Console.WriteLine($"{Lines.Count} rows, {Lines.Count(line => line.Seen != line.Expected)} not as expected.");
    }

    private static string Format(IReadOnlyList<Line> lines)
    {
        var row = lines.Max(line => line.Row.Length);
        var expected = lines.Max(line => line.Expected.Length);
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendLine($"{line.Row.PadRight(row)} | {line.Expected.PadRight(expected)} | {line.Seen}");
        return text.ToString();
    }

    private sealed record Line(string Row, string Expected, string Seen);
}
