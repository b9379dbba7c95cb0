using System.Globalization;

namespace PackageCompiler.Tables;

/// <summary>A column of a table, and what the table _Validation says of it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">In IDT notation: s text, l localizable text, i number, v stream, and how long; a capital may be null.</param>
/// <param name="Category">What kind of text it is, as Windows Installer names the kinds; null for numbers.</param>
/// <param name="Range">The least and the greatest number; null when every number is one.</param>
/// <param name="Set">The only values, between semicolons; null when there is no such list.</param>
/// <param name="KeyTable">The tables whose keys these are, between semicolons; null for no key of another table.</param>
internal sealed record Column(string Name, string Type, string? Category, (int Least, int Greatest)? Range, string? Set, string? KeyTable)
{
    private const string Identifier = "Identifier";

    /// <summary>How long a text may be; 0 for any length. Null for what is no text.</summary>
    public int? TextLimit => char.ToLowerInvariant(Type[0]) is 's' or 'l' ? int.Parse(Type.AsSpan(1), CultureInfo.InvariantCulture) : null;

    public bool MayBeEmpty => char.IsUpper(Type[0]);

    /// <summary>
    /// Reads <c>Name:type</c> with rules behind it, between blanks: a category, <c>0..5</c>, <c>{a;b}</c>, or <c>&gt;Table</c> for keys of
    /// that table, which are identifiers unless a category says otherwise.
    /// </summary>
    public static Column Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var column = new Column(parts[0].Split(':')[0], parts[0].Split(':')[1], null, null, null, null);
        foreach (var rule in parts.Skip(1))
        {
            column = rule switch
            {
                ['>', .. var table] => column with { KeyTable = table, Category = column.Category ?? Identifier },
                ['{', .. var values, '}'] => column with { Set = values },
                _ when rule.Split("..") is [var least, var greatest] =>
                    column with { Range = (int.Parse(least, CultureInfo.InvariantCulture), int.Parse(greatest, CultureInfo.InvariantCulture)) },
                _ => column with { Category = rule },
            };
        }

        return column.TextLimit is null == column.Category is null || column.Type[0] is 'v'
            ? column
            : throw new InvalidOperationException($"{text}: a text has a category, and a number has none.");
    }
}
