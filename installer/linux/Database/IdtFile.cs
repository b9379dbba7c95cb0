using System.Globalization;
using System.Text;
using PackageCompiler.Tables;

namespace PackageCompiler.Database;

/// <summary>Writes a table in the text form msibuild imports.</summary>
internal static class IdtFile
{
    public static string Write(Table table, string folder)
    {
        var text = new StringBuilder();
        Line(text, table.Columns.Select(column => column.Name));
        Line(text, table.Columns.Select(column => column.Type));
        Line(text, [table.Name, .. table.Columns.Take(table.Keys).Select(column => column.Name)]);
        foreach (var row in table.Rows)
            Line(text, row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return Save(text, folder, table.Name);
    }

    public static string WriteSummary(IReadOnlyList<(int Id, string Value)> summary, string folder)
    {
        var text = new StringBuilder("PropertyId\tValue\r\ni2\tl255\r\n_SummaryInformation\tPropertyId\r\n");
        foreach (var (id, value) in summary)
            Line(text, [id.ToString(CultureInfo.InvariantCulture), value]);
        return Save(text, folder, "_SummaryInformation");
    }

    public static string WriteCodePage(string folder) =>
        Save(new StringBuilder("\r\n\r\n1252\t_ForceCodepage\r\n"), folder, "_ForceCodepage");

    private static void Line(StringBuilder text, IEnumerable<string?> fields) => text.AppendJoin('\t', fields).Append("\r\n");

    private static string Save(StringBuilder text, string folder, string name)
    {
        var file = name + ".idt";
        File.WriteAllText(Path.Combine(folder, file), text.ToString(), Encoding.ASCII);
        return file;
    }
}
