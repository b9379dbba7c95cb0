using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>A database table on its way to disk.</summary>
/// <param name="name">The table's name.</param>
/// <param name="keys">How many of the first columns are the primary key.</param>
/// <param name="columns">Its columns, in the notation of <see cref="Column.Parse"/>.</param>
internal sealed class Table(string name, int keys, params string[] columns)
{
    /// <summary>Of the file that a cell of a stream column names, in a folder with the name of the table.</summary>
    public const string StreamExtension = ".ibd";

    private readonly List<object?[]> _rows = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public string Name => name;

    public int Keys => keys;

    public IReadOnlyList<Column> Columns { get; } = [.. columns.Select(Column.Parse)];

    public IReadOnlyList<object?[]> Rows => _rows;

    public void Add(SourceLocation at, params object?[] values)
    {
        if (values.Length != Columns.Count)
            throw new InvalidOperationException($"{name} has {Columns.Count} columns, not {values.Length}.");
        if (!_keys.Add(string.Join('\t', values.Take(keys))))
            throw new SourceException(at, $"'{values[0]}' would be twice in the table {name}.");
        foreach (var (value, column) in values.Zip(Columns))
        {
            if (value is null or "" && !column.MayBeEmpty)
                throw new SourceException(at, $"the column {name}.{column.Name} of '{values[0]}' may not be empty.");
            MustFit(at, value as string, column);
        }
        _rows.Add(values);
    }

    private void MustFit(SourceLocation at, string? text, Column column)
    {
        if (text is null || column.TextLimit is not { } limit)
            return;
        // Plain ASCII is the same in every code page: the package reads alike on a Greek and a German machine.
        if (text.FirstOrDefault(letter => letter is < ' ' or > '~') is var odd and not '\0')
            throw new SourceException(at, $"the character U+{(int)odd:X4} in {name}.{column.Name} is not printable ASCII.");
        if (limit > 0 && text.Length > limit)
            throw new SourceException(at, $"'{text}' is longer than the {limit} characters {name}.{column.Name} holds.");
    }
}
