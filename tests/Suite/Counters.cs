using System.Xml.Linq;

namespace Octopus.Tests.Suite;

/// <summary>How many tests went how.</summary>
internal sealed record Counters(int Passed, int Failed, int Skipped)
{
    public static Counters operator +(Counters one, Counters other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>Counts the results in a report; whatever is neither passed nor skipped has failed.</summary>
    public static Counters Read(string report)
    {
        XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var outcomes = XDocument.Load(report).Descendants(trx + "UnitTestResult").Select(result => (string?)result.Attribute("outcome")).ToList();
        var passed = outcomes.Count(outcome => outcome == "Passed");
        var skipped = outcomes.Count(outcome => outcome == "NotExecuted");
        return new(passed, outcomes.Count - passed - skipped, skipped);
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
