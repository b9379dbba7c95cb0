using System.Text.RegularExpressions;

namespace Octopus.Tests.Conventions;

/// <summary>Where things are, and how large.</summary>
[TestClass]
public sealed partial class LayoutTests
{
    private const int LongestProductFile = 300;
    private const int LongestTestFile = 400;

    [TestMethod]
    public void Repository_is_found_with_its_sources()
    {
        // Without these every rule below would hold of nothing.
        Assert.IsGreaterThan(50, Source.CSharp(Source.Product).Count());
        Assert.IsGreaterThan(20, Source.CSharp("tests").Count());
        Assert.IsGreaterThan(6, Source.Projects("src", "customactions", "tests").Count());
    }

    [TestMethod]
    public void Folders_are_named_after_what_is_in_them() =>
        Source.None(
            Source.Folders.Where(folder => SaysNothing().IsMatch(folder)),
            "A folder is named with the noun of its domain, not utils, helpers, common, misc or shared:");

    [TestMethod]
    public void Product_files_are_small() =>
        Source.None(TooLong(Source.CSharp(Source.Product), LongestProductFile), $"A product file has at most {LongestProductFile} lines:");

    [TestMethod]
    public void Test_files_are_small() =>
        Source.None(TooLong(Source.CSharp("tests"), LongestTestFile), $"A test file has at most {LongestTestFile} lines:");

    [TestMethod]
    public void Sources_name_no_folder_of_one_machine()
    {
        // Taken apart, so that this file does not name them either.
        var folders = new Regex($"(?<![\\w.}}>*)])/({string.Join('|', "root", "home", "work", "tmp")})/");
        Source.None(
            from file in Source.Files
            where !file.EndsWith(".sh", StringComparison.Ordinal) && !file.StartsWith(".ci/", StringComparison.Ordinal)
            from line in Source.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
            where folders.IsMatch(line.Text)
            select $"{file}:{line.Number}: {line.Text.Trim()}",
            "A committed source names no folder that only one machine has:");
    }

    private static IEnumerable<string> TooLong(IEnumerable<string> files, int most) =>
        from file in files
        let count = Source.Lines(file).Length
        where count > most
        select $"{file} has {count}";

    [GeneratedRegex("^(src|customactions|tests|installer)/(.*/)?(utils?|utilities|helpers?|common|misc|shared)$", RegexOptions.IgnoreCase)]
    private static partial Regex SaysNothing();
}
