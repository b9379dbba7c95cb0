using Octopus.Tests.Benchmarks.Downtime;
using Octopus.Tests.Benchmarks.Lanes;
using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks.Tests;

[TestClass]
public sealed class ReportTests
{
    [TestMethod]
    [DataRow(13, nameof(Bound.AtMost), true)]
    [DataRow(13.1, nameof(Bound.AtMost), false)]
    [DataRow(13, nameof(Bound.AtLeast), true)]
    [DataRow(12.9, nameof(Bound.AtLeast), false)]
    public void Target_is_met_on_its_side_of_the_limit(double value, string bound, bool isMet) =>
        Assert.AreEqual(isMet, new Target("It takes", value, 13, "s", Enum.Parse<Bound>(bound)).IsMet);

    [TestMethod]
    public void Target_says_value_limit_and_ratio() =>
        Assert.AreEqual("NOT met: It takes 19.5 s, at most 13 s (1.50 of it)", new Target("It takes", 19.5, 13, "s", Bound.AtMost).ToString());

    [TestMethod]
    public void Target_without_a_unit_is_a_bare_number() =>
        Assert.AreEqual("met: It grows with 0.98, at most 1.2 (0.82 of it)", new Target("It grows with", 0.98, 1.2, "", Bound.AtMost).ToString());

    [TestMethod]
    public void Targets_are_a_table_together() => CollectionAssert.AreEqual(
        new[]
        {
            "| target   | measured |           allowed | of it |  result |",
            "| -------- | --------:| -----------------:| -----:| -------:|",
            "| It takes |   19.5 s |      at most 13 s |  1.50 | NOT met |",
            "| It is    | 26 times | at least 13 times |  2.00 |     met |",
        },
        Target.Table([new("It takes", 19.5, 13, "s", Bound.AtMost), new("It is", 26, 13, "times", Bound.AtLeast)]).Lines().ToArray());

    [TestMethod]
    public void Downtime_with_many_may_be_a_quarter_more_than_with_one_and_what_starting_all_costs()
    {
        var report = Report(oursWithMany: 4500);

        // 1.25 * 4 s + 9 s
        Assert.AreEqual(14, report.Targets[0].Limit, 1e-9);
        Assert.AreEqual(4.5, report.Targets[0].Value, 1e-9);
    }

    [TestMethod]
    public void Downtime_is_compared_at_fifty()
    {
        var report = Report(oursWithMany: 4500);

        CollectionAssert.AreEqual(new[] { 10d, 25d }, report.Targets.Skip(1).Select(target => target.Value).ToArray());
        Assert.IsTrue(report.Targets.All(target => target.IsMet));
    }

    [TestMethod]
    public void Downtime_that_was_not_measured_is_an_error() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new Measured([new(50, 8000, [])]).Seconds(100));

    [TestMethod]
    public void Table_has_a_cell_under_each_heading()
    {
        var table = new Table("what", "ms");
        table.Add("stop", "2000");

        CollectionAssert.AreEqual(new[] { "| what |   ms |", "| ---- | ----:|", "| stop | 2000 |" }, table.Lines().ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => table.Add("stop"));
    }

    private static Report Report(double oursWithMany)
    {
        Phase[] phases = [new("stop", 2000)];
        Measured Of(double one, double fifty, double hundred) => new([new(1, one, phases), new(50, fifty, phases), new(100, hundred, phases)]);
        return new DowntimeReport(Of(4000, 8000, oursWithMany), Of(4000, 80_000, 160_000), Of(4000, 200_000, 400_000), new([new(100, 9000, [])]), "they idled").Make();
    }
}
