using System.Collections.Concurrent;

namespace Installer.Tests.Package;

/// <summary>A built package, read table by table with <c>msiinfo</c>.</summary>
internal sealed class MsiPackage(string path, string payloadFolder)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Row>> _tables = new(StringComparer.Ordinal);

    public string PayloadFolder => payloadFolder;

    public IReadOnlyList<Row> Table(string name) => _tables.GetOrAdd(name, Read);

    public IReadOnlyList<Row> Sequence(string name) => [.. Table(name).OrderBy(row => row.Number("Sequence"))];

    public string Property(string name) => Table("Property").Single(row => row["Property"] == name)["Value"];

    public string Summary() => Shell.Run("msiinfo", "suminfo", path);

    /// <summary>What makes one file differ from every other, whatever its product.</summary>
    public string PackageCode() => Summary().Split('\n').Single(line => line.StartsWith("Revision number", StringComparison.Ordinal));

    public IEnumerable<string> Cells(string table) => Table(table).SelectMany(row => row.Cells);

    public IReadOnlyList<string> Streams() => Shell.Run("msiinfo", "streams", path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private List<Row> Read(string table)
    {
        var lines = Shell.Run("msiinfo", "export", path, table).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .ToList();
        // Names, types, keys; then rows.
        return [.. lines.Skip(3).Select(cells => new Row(lines[0], cells))];
    }

    internal sealed class Row(IReadOnlyList<string> columns, IReadOnlyList<string> cells)
    {
        public IReadOnlyList<string> Cells => cells;

        public string this[string column] => cells[columns.ToList().IndexOf(column)];

        public int Number(string column) => int.Parse(this[column], System.Globalization.CultureInfo.InvariantCulture);
    }
}
