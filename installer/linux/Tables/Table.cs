using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>A database table on its way to disk.</summary>
/// <param name="name">The table's name.</param>
/// <param name="keys">How many of the first columns are the primary key.</param>
/// <param name="columns">Columns as <c>Name:type</c>, in IDT notation: s text, l localizable text, i number, v stream; a capital may be null.</param>
internal sealed class Table(string name, int keys, params string[] columns)
{
    /// <summary>Of the file that a cell of a stream column names, in a folder with the name of the table.</summary>
    public const string StreamExtension = ".ibd";

    private readonly List<object?[]> _rows = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public string Name => name;

    public int Keys => keys;

    public IReadOnlyList<(string Name, string Type)> Columns { get; } =
        [.. columns.Select(column => column.Split(':')).Select(parts => (parts[0], parts[1]))];

    public IReadOnlyList<object?[]> Rows => _rows;

    public void Add(SourceLocation at, params object?[] values)
    {
        if (values.Length != Columns.Count)
            throw new InvalidOperationException($"{name} has {Columns.Count} columns, not {values.Length}.");
        if (!_keys.Add(string.Join('\t', values.Take(keys))))
            throw new SourceException(at, $"'{values[0]}' would be twice in the table {name}.");
        foreach (var (value, (column, type)) in values.Zip(Columns))
        {
            if (value is null or "" && !char.IsUpper(type[0]))
                throw new SourceException(at, $"the column {name}.{column} of '{values[0]}' may not be empty.");
            MustFit(at, value as string, column, type);
        }
        _rows.Add(values);
    }

    private void MustFit(SourceLocation at, string? text, string column, string type)
    {
        if (text is null || type[0] is not ('s' or 'S' or 'l' or 'L'))
            return;
        // Plain ASCII is the same in every code page: the package reads alike on a Greek and a German machine.
        if (text.FirstOrDefault(letter => letter is < ' ' or > '~') is var odd and not '\0')
            throw new SourceException(at, $"the character U+{(int)odd:X4} in {name}.{column} is not printable ASCII.");
        if (int.Parse(type.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) is var limit and > 0 && text.Length > limit)
            throw new SourceException(at, $"'{text}' is longer than the {limit} characters {name}.{column} holds.");
    }
}
