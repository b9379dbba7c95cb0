using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Manager.Components.Instances;
using Octopus.Services;

namespace Octopus.Tests.Manager.Components;

[TestClass]
public sealed class GridFilterTests
{
    private static readonly InstanceRow[] Rows =
    [
        Row("blue", ServiceState.Running, 10940) with { Version = "1.10.0", Account = "LocalSystem", Health = InstanceHealth.Healthy },
        Row("Amber", ServiceState.Stopped, 10939),
        Row("Tentacle", ServiceState.Running, 10933) with { IsDefault = true, Version = "1.9.0", Account = "localservice" },
        Row("lost", null, null) with { Problem = "Its configuration is missing." },
    ];

    [TestMethod]
    [DataRow(GridColumn.Name, "Tentacle Amber blue lost", "lost blue Amber Tentacle")]
    [DataRow(GridColumn.Port, "lost Tentacle Amber blue", "blue Amber Tentacle lost")]
    [DataRow(GridColumn.Version, "Amber lost Tentacle blue", "blue Tentacle Amber lost")]
    [DataRow(GridColumn.Account, "Amber lost Tentacle blue", "blue Tentacle Amber lost")]
    [DataRow(GridColumn.State, "lost Amber blue Tentacle", "blue Tentacle Amber lost")]
    public void Rows_are_sorted_and_the_other_way_round_the_second_time(GridColumn column, string once, string twice)
    {
        var sorted = new GridFilter() { Column = GridColumn.Home }.SortedBy(column);

        Assert.AreEqual((once, twice), (Names(sorted), Names(sorted.SortedBy(column))));
        Assert.AreEqual(once, Names(sorted.SortedBy(column).SortedBy(column)));
    }

    [TestMethod]
    [DataRow("", GridScope.All, "Tentacle Amber blue lost")]
    [DataRow("", GridScope.Running, "Tentacle blue")]
    [DataRow("", GridScope.NotRunning, "Amber lost")]
    [DataRow("", GridScope.WithProblems, "lost")]
    [DataRow(" LOCAL", GridScope.All, "Tentacle blue")]
    [DataRow("10939", GridScope.All, "Amber")]
    [DataRow("1.9", GridScope.All, "Tentacle")]
    [DataRow("nothing", GridScope.All, "")]
    public void Rows_that_are_not_wanted_are_left_out(string text, GridScope scope, string names) =>
        Assert.AreEqual(names, Names(new() { Text = text, Scope = scope }));

    private static string Names(GridFilter filter) => string.Join(' ', filter.Apply(Rows).Select(row => row.InstanceName));

    private static InstanceRow Row(string name, ServiceState? state, int? port) =>
        new(name, null, false, null, state, null, InstanceHealth.Unknown, null, null, null, null, port, null, null);
}
