using System.Collections.Concurrent;

namespace Installer.Tests.Package;

/// <summary>A built package, read table by table with <c>msiinfo</c>.</summary>
internal sealed class MsiPackage(string path, string payloadFolder)
{
    private static readonly string[] SystemTables = ["_SummaryInformation", "_ForceCodepage", "_Tables", "_Columns", "_Streams", "_Storages", "_TransformView"];

    private readonly ConcurrentDictionary<string, IReadOnlyList<Row>> _tables = new(StringComparer.Ordinal);

    public string PayloadFolder => payloadFolder;

    /// <summary>The names of the tables, without those that every database has.</summary>
    public IReadOnlyList<string> Tables() =>
        [.. Shell.Run("msiinfo", "tables", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => !SystemTables.Contains(name))];

    /// <summary>The columns of a table with their types, as the file itself says.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns(string table) => Lines(table) is [var names, var types, ..] ? [.. names.Zip(types)] : [];

    public IReadOnlyList<Row> Table(string name) => _tables.GetOrAdd(name, Read);

    public IReadOnlyList<Row> Sequence(string name) => [.. Table(name).OrderBy(row => row.Number("Sequence"))];

    public string Property(string name) => Table("Property").Single(row => row["Property"] == name)["Value"];

    public string Summary() => Shell.Run("msiinfo", "suminfo", path);

    /// <summary>What makes one file differ from every other, whatever its product.</summary>
    public string PackageCode() => Summary().Split('\n').Single(line => line.StartsWith("Revision number", StringComparison.Ordinal));

    public IEnumerable<string> Cells(string table) => Table(table).SelectMany(row => row.Cells);

    public IReadOnlyList<string> Streams() => Shell.Run("msiinfo", "streams", path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Names, types, keys; then rows.
    private List<Row> Read(string table) => Lines(table) is [var names, _, _, .. var rows] ? [.. rows.Select(cells => new Row(names, cells))] : [];

    private List<string[]> Lines(string table) =>
        [.. Shell.Run("msiinfo", "export", path, table).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t'))];

    internal sealed class Row(IReadOnlyList<string> columns, IReadOnlyList<string> cells)
    {
        public IReadOnlyList<string> Cells => cells;

        public string this[string column] => cells[columns.ToList().IndexOf(column)];

        public int Number(string column) => int.Parse(this[column], System.Globalization.CultureInfo.InvariantCulture);
    }
}
