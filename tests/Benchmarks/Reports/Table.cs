namespace Octopus.Tests.Benchmarks.Reports;

/// <summary>Rows of cells under headings, as text that is a table in Markdown and in a terminal alike.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != headings.Length)
            throw new ArgumentException($"{cells.Count} cells do not fit under {headings.Length} headings.");
        _rows.Add([.. cells]);
    }

    public IEnumerable<string> Lines()
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        yield return Line(headings, widths);
        yield return $"|{string.Join('|', widths.Select((width, column) => column == 0 ? $" {new string('-', width)} " : $" {new string('-', width)}:"))}|";
        foreach (var row in _rows)
            yield return Line(row, widths);
    }

    // The first column says what the row is about, the others are numbers.
    private static string Line(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |";
}
