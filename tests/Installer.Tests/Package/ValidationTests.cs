using System.Globalization;
using System.Text.RegularExpressions;

namespace Installer.Tests.Package;

/// <summary>What ICE03 looks for on Windows: a description of every column, which every cell fits.</summary>
[TestClass]
public sealed partial class ValidationTests
{
    private static MsiPackage Package => BuiltPackages.New;

    private static ILookup<string, MsiPackage.Row> Described => Package.Table("_Validation").ToLookup(row => row["Table"]);

    [TestMethod]
    public void Every_column_of_every_table_is_described_once_and_no_other()
    {
        var described = Described.SelectMany(table => table.Select(row => $"{table.Key}.{row["Column"]} {row["Nullable"]}"));
        var columns = Package.Tables().SelectMany(table => Package.Columns(table).Select(column => $"{table}.{column.Name} {(char.IsUpper(column.Type[0]) ? "Y" : "N")}"));
        CollectionAssert.AreEquivalent(columns.ToList(), described.ToList());
    }

    [TestMethod]
    public void Every_number_is_in_its_range()
    {
        foreach (var (name, cell, rule) in Cells())
        {
            if (cell.Length == 0 || rule["MinValue"].Length == 0)
                continue;
            var number = int.Parse(cell, CultureInfo.InvariantCulture);
            Assert.IsTrue(number >= rule.Number("MinValue") && number <= rule.Number("MaxValue"), $"{name}: {cell}");
        }
    }

    [TestMethod]
    public void Every_value_of_a_list_is_in_it()
    {
        foreach (var (name, cell, rule) in Cells().Where(cell => cell.Text.Length > 0 && cell.Rule["Set"].Length > 0))
            CollectionAssert.Contains(rule["Set"].Split(';'), cell, name);
    }

    [TestMethod]
    public void Every_key_is_a_row_of_the_table_it_is_of()
    {
        var tables = Package.Tables();
        foreach (var (name, cell, rule) in Cells().Where(cell => cell.Text.Length > 0 && cell.Rule["KeyTable"].Length > 0))
        {
            var keys = rule["KeyTable"].Split(';').Where(tables.Contains).SelectMany(table => Package.Table(table)).Select(row => row.Cells[rule.Number("KeyColumn") - 1]);
            // A version may be the name of a file that has it.
            Assert.IsTrue(keys.Contains(cell) || (rule["Category"] == "Version" && Version().IsMatch(cell)), $"{name}: {cell}");
        }
    }

    [TestMethod]
    public void Every_identifier_and_GUID_is_one()
    {
        foreach (var (name, cell, rule) in Cells().Where(cell => cell.Text.Length > 0 && cell.Rule["KeyTable"].Length == 0))
        {
            if (rule["Category"] == "Identifier" && !name.StartsWith("_Validation", StringComparison.Ordinal))
                StringAssert.Matches(cell, Identifier(), name);
            if (rule["Category"] == "Guid")
                StringAssert.Matches(cell, UpperGuid(), name);
            if (rule["Category"] == "UpperCase")
                Assert.AreEqual(cell.ToUpperInvariant(), cell, name);
        }
    }

    [TestMethod]
    public void No_table_is_empty_but_the_one_that_searches_need() =>
        CollectionAssert.AreEqual(new[] { "Signature" }, Package.Tables().Where(table => Package.Table(table).Count == 0).ToList());

    [TestMethod]
    public void Arguments_of_services_can_be_translated() =>
        Assert.AreEqual("L255", Package.Columns("ServiceControl").Single(column => column.Name == "Arguments").Type);

    private static IEnumerable<(string Name, string Text, MsiPackage.Row Rule)> Cells() =>
        from table in Package.Tables()
        from row in Package.Table(table)
        from rule in Described[table]
        select ($"{table}.{rule["Column"]} of {row.Cells[0]}", row[rule["Column"]], rule);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.]*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$")]
    private static partial Regex UpperGuid();

    [GeneratedRegex(@"^\d+(\.\d+){0,3}$")]
    private static partial Regex Version();
}
