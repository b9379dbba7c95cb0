using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>_Validation: what each column of the other tables may hold. Windows Installer does without; ICE and Orca complain.</summary>
internal static class ValidationTable
{
    private const string Categories =
        "{Text;Formatted;Template;Condition;Guid;Path;Version;Language;Identifier;Binary;UpperCase;LowerCase;Filename;Paths;AnyPath;WildCardFilename;RegPath;"
        + "CustomSource;Property;Cabinet;Shortcut;FormattedSDDLText;Integer;DoubleInteger;TimeDate;DefaultDir}";

    public static Table For(SourceLocation at, IReadOnlyList<Table> tables)
    {
        var validation = new Table(
            "_Validation", 2, "Table:s32 Identifier", "Column:s32 Identifier", "Nullable:s4 Text {Y;N}", "MinValue:I4 -2147483647..2147483647",
            "MaxValue:I4 -2147483647..2147483647", "KeyTable:S255 Identifier", "KeyColumn:I2 1..32", "Category:S32 Text " + Categories, "Set:S255 Text", "Description:S255 Text");
        foreach (var table in tables.Append(validation))
        {
            foreach (var column in table.Columns)
            {
                validation.Add(
                    at, table.Name, column.Name, column.MayBeEmpty ? "Y" : "N", column.Range?.Least, column.Range?.Greatest,
                    column.KeyTable, column.KeyTable is null ? null : 1, column.Category, column.Set, null);
            }
        }

        return validation;
    }
}
