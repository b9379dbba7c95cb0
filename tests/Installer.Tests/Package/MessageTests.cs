using System.Globalization;
using System.Text.RegularExpressions;

namespace Installer.Tests.Package;

[TestClass]
public sealed partial class MessageTests
{
    private static IReadOnlyList<MsiPackage.Row> Errors => BuiltPackages.New.Table("Error");

    [TestMethod]
    [DataRow(25001, 2)]
    [DataRow(25002, 2)]
    public void Message_has_a_place_for_each_field_that_is_sent_with_its_number(int number, int fields)
    {
        var message = Errors.Single(row => row.Number("Error") == number)["Message"];
        // The number itself is the first field of the record.
        var expected = Enumerable.Range(2, fields).Select(field => $"[{field.ToString(CultureInfo.InvariantCulture)}]").ToList();
        CollectionAssert.AreEqual(expected, Bracketed().Matches(message).Select(match => match.Value).ToList());
    }

    [TestMethod]
    public void Documentation_lists_every_message()
    {
        var documented = NumberInTable().Matches(File.ReadAllText(Repository.PathTo("docs", "upgrade-sequence.md"))).Select(match => match.Groups["number"].Value);
        CollectionAssert.AreEqual(Errors.Select(row => row["Error"]).ToList(), documented.ToList());
    }

    [GeneratedRegex(@"^\| (?<number>25\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex NumberInTable();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Bracketed();
}
