namespace Octopus.Tests.Benchmarks.Tests;

[TestClass]
public sealed class StatisticsTests
{
    [TestMethod]
    [DataRow(new[] { 7d }, 7)]
    [DataRow(new[] { 9d, 1d, 5d }, 5)]
    [DataRow(new[] { 9d, 1d, 5d, 6d }, 5.5)]
    public void Median_is_the_value_in_the_middle(double[] values, double expected) =>
        Assert.AreEqual(expected, Statistics.Median(values));

    [TestMethod]
    public void Median_of_nothing_is_an_error() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Statistics.Median([]));

    [TestMethod]
    [DataRow(3, 0)]
    [DataRow(30, 1)]
    [DataRow(300, 2)]
    public void Growth_is_the_power_of_the_size_that_the_cost_follows(double costOfTenTimesAsMany, double expected) =>
        Assert.AreEqual(expected, Statistics.Growth(100, 3, 1000, costOfTenTimesAsMany), 1e-9);

    [TestMethod]
    [DataRow(100, 0, 1000, 5)]
    [DataRow(100, 5, 100, 5)]
    [DataRow(0, 5, 100, 5)]
    public void Growth_out_of_nothing_is_an_error(double smallSize, double smallCost, double largeSize, double largeCost) =>
        Assert.ThrowsExactly<ArgumentException>(() => Statistics.Growth(smallSize, smallCost, largeSize, largeCost));
}
