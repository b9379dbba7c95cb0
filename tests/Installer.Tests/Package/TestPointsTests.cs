namespace Installer.Tests.Package;

[TestClass]
public sealed class TestPointsTests
{
    // A program that a property names = 50; deferred 1024; not impersonated 2048.
    private const int Deferred = 50 + 1024 + 2048;

    private static readonly string[] Ours = ["AfterStop", "AfterRemove", "AfterFiles", "AfterStart", "BeforeCommit"];

    [TestMethod]
    public void Test_points_stand_where_journeys_expect_them()
    {
        var actions = BuiltPackages.TestPoints.Sequence("InstallExecuteSequence").Select(row => row["Action"]).ToList();
        CollectionAssert.AreEqual(
            new[] { "InstallInitialize", "RestartInstancesRollback", "StopInstances", "AfterStop", "InstallExecute", "RemoveExistingProducts", "AfterRemove" },
            actions.Skip(actions.IndexOf("InstallInitialize")).Take(7).ToList());
        Assert.AreEqual("AfterFiles", actions[actions.IndexOf("InstallFiles") + 1]);
        CollectionAssert.AreEqual(
            new[] { "StopInstancesRollback", "StartInstances", "AfterStart", "CommitInstances", "BeforeCommit", "InstallFinalize" }, actions.TakeLast(6).ToList());
    }

    [TestMethod]
    public void Without_the_test_points_the_sequence_is_the_one_that_is_released()
    {
        static List<string> Rows(MsiPackage package) =>
            [.. package.Sequence("InstallExecuteSequence").Where(row => !Ours.Contains(row["Action"])).Select(row => $"{row["Action"]} {row["Condition"]}")];
        CollectionAssert.AreEqual(Rows(BuiltPackages.New), Rows(BuiltPackages.TestPoints));
    }

    [TestMethod]
    [DataRow("AfterStop")]
    [DataRow("AfterRemove")]
    [DataRow("AfterFiles")]
    [DataRow("AfterStart")]
    [DataRow("BeforeCommit")]
    public void Test_point_runs_the_program_when_it_is_the_one_asked_for(string point)
    {
        var action = Action(point);
        Assert.AreEqual(Deferred, action.Number("Type"));
        Assert.AreEqual("TESTPROGRAM", action["Source"]);
        Assert.AreEqual("--test-point [TESTPOINT] [TESTACTION]", action["Target"]);
        Assert.AreEqual($"TESTPOINT = \"{point}\" AND {SequenceTests.Affected}", Condition(point));
    }

    [TestMethod]
    public void Test_properties_reach_the_installation_service()
    {
        var secure = BuiltPackages.TestPoints.Property("SecureCustomProperties").Split(';').Except(BuiltPackages.New.Property("SecureCustomProperties").Split(';'));
        CollectionAssert.AreEquivalent(new[] { "TESTACTION", "TESTPOINT", "TESTPROGRAM" }, secure.ToList());
    }

    [TestMethod]
    public void Released_package_has_no_trace_of_test_points()
    {
        foreach (var package in new[] { BuiltPackages.Old, BuiltPackages.New })
        {
            var values = new[] { "Property", "CustomAction", "InstallExecuteSequence", "InstallUISequence", "ActionText" }.SelectMany(package.Cells).ToList();
            Assert.IsNotEmpty(values);
            Assert.IsEmpty(values.Where(value => value.Contains("TEST", StringComparison.Ordinal) || Ours.Contains(value)));
        }
    }

    [TestMethod]
    public void Package_built_again_is_another_product_of_the_same_version()
    {
        var (first, again) = (BuiltPackages.New, BuiltPackages.Again);
        Assert.AreNotEqual(first.Property("ProductCode"), again.Property("ProductCode"));
        Assert.AreNotEqual(first.PackageCode(), again.PackageCode());
        Assert.AreEqual(first.Property("ProductVersion"), again.Property("ProductVersion"));
        Assert.AreEqual(first.Property("UpgradeCode"), again.Property("UpgradeCode"));
    }

    private static MsiPackage.Row Action(string action) => BuiltPackages.TestPoints.Table("CustomAction").Single(row => row["Action"] == action);

    private static string Condition(string action) =>
        BuiltPackages.TestPoints.Table("InstallExecuteSequence").Single(row => row["Action"] == action)["Condition"];
}
