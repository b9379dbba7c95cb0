using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Octopus.Cli;
using Octopus.CustomActions;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Conventions;

/// <summary>What stands in two places is the same in both.</summary>
[TestClass]
public sealed partial class NumberTests
{
    [TestMethod]
    public void Secure_properties_of_the_package_are_those_in_code()
    {
        var inCode = typeof(SetupProperties).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!);

        CollectionAssert.AreEquivalent(inCode.ToArray(), SecureProperties().Keys.ToArray());
    }

    [TestMethod]
    public void Defaults_of_the_package_are_those_in_code()
    {
        var properties = SecureProperties();

        Assert.AreEqual(Seconds(Timeouts.Stop), properties[SetupProperties.StopTimeout]);
        Assert.AreEqual(Seconds(Timeouts.Start), properties[SetupProperties.StartTimeout]);
        Assert.AreEqual(new MaintenancePlan(), SetupProperties.Apply(new MaintenancePlan(), name => properties[name] ?? ""));
    }

    [TestMethod]
    public void Properties_in_the_documentation_are_those_of_the_package_with_their_defaults()
    {
        var documented = PropertyRow().Matches(Source.Read("docs/administration.md"))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value);

        // The folder's default is a sentence: it depends on what was there before.
        foreach (var (name, value) in SecureProperties().Where(property => property.Value is not null))
            Assert.AreEqual($"`{value}`", documented.GetValueOrDefault(name), name);
        CollectionAssert.IsSubsetOf(SecureProperties().Keys, documented.Keys);
    }

    [TestMethod]
    public void Exit_codes_in_the_documentation_are_those_in_code()
    {
        var documented = ExitCodeRow().Matches(Source.Read("docs/exit-codes.md"))
            .Select(row => (int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture), row.Groups["name"].Value))
            .ToArray();

        CollectionAssert.AreEqual(Enum.GetValues<ExitCode>().Select(code => ((int)code, code.ToString())).ToArray(), documented);
    }

    [TestMethod]
    public void Exit_codes_in_the_documentation_all_say_what_to_do_next() =>
        Source.None(
            from row in Source.Lines("docs/exit-codes.md")
            where ExitCodeRow().IsMatch(row)
            let cells = row.Trim('|').Split('|')
            where cells.Length != 4 || cells.Any(cell => cell.Trim().Length == 0) || !cells[3].Trim().EndsWith('.')
            select row,
            "A row says number, name, meaning and next step:");

    // The folder's property stands beside its directory. What a search fills in is nobody's to set.
    private static Dictionary<string, string?> SecureProperties() =>
        new[] { "installer/Properties.wxi", "installer/Components.wxs" }
            .SelectMany(file => XDocument.Parse(Source.Read(file)).Descendants())
            .Where(element => element.Name.LocalName == "Property" && (string?)element.Attribute("Secure") == "yes" && !element.HasElements)
            .ToDictionary(element => (string)element.Attribute("Id")!, element => (string?)element.Attribute("Value"));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    // | `NAME` | values | default | more
    [GeneratedRegex(@"^\|\s*`(?<name>[A-Z]+)`\s*\|[^|]*\|\s*(?<default>[^|]*?)\s*\|[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex PropertyRow();

    [GeneratedRegex(@"^\|\s*(?<number>\d+)\s*\|\s*(?<name>\w+)\s*\|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();
}
