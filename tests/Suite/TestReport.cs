using System.Xml.Linq;

namespace Octopus.Tests.Suite;

/// <summary>What one test program did.</summary>
/// <param name="Counters">How many tests went how.</param>
/// <param name="Failures">What failed and why, one text for each, to be read without the rest of the output.</param>
internal sealed record TestReport(Counters Counters, IReadOnlyList<string> Failures)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>A program that proved nothing, which is a failure like any other.</summary>
    public static TestReport Broken(string why) => new(new Counters(0, 1, 0), [why]);

    /// <summary>Reads a report; whatever is neither passed nor skipped has failed.</summary>
    public static TestReport Read(string path)
    {
        var report = XDocument.Load(path);
        var classes = report.Descendants(Trx + "UnitTest")
            .ToDictionary(test => (string)test.Attribute("id")!, test => (string?)test.Element(Trx + "TestMethod")?.Attribute("className"));
        var results = report.Descendants(Trx + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var failed = results.Where(outcome => outcome.Key is not ("Passed" or "NotExecuted")).SelectMany(outcome => outcome).ToList();
        return new(
            new Counters(results["Passed"].Count(), failed.Count, results["NotExecuted"].Count()),
            [.. failed.Select(result => Describe(result, classes[(string)result.Attribute("testId")!]))]);
    }

    private static string Describe(XElement result, string? type)
    {
        var error = result.Descendants(Trx + "ErrorInfo").FirstOrDefault();
        return string.Join('\n', $"{type}.{(string?)result.Attribute("testName")}", (string?)error?.Element(Trx + "Message"), (string?)error?.Element(Trx + "StackTrace"));
    }
}
