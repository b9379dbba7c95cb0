using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Installer.Tests.Package;

[TestClass]
public sealed class SequenceTests
{
    /// <summary>When our actions run; Conditions.wxi says what it means.</summary>
    public const string Affected = "(AgentsChange OR ManagerChanges) AND NOT (Installed AND REMOVE~=\"ALL\" AND UPGRADINGPRODUCTCODE)";

    private const int Rollback = 0x100, InScript = 0x400, SetPropertyText = 51;
    private const int LongestCondition = 255;

    private static IReadOnlyList<MsiPackage.Row> Sequence => BuiltPackages.New.Sequence("InstallExecuteSequence");

    [TestMethod]
    public void InstallExecuteSequence_as_built_is_the_approved_one()
    {
        var actual = string.Join('\n', Sequence.Select(row => $"{row["Sequence"],4} {row["Action"],-26}{row["Condition"]}".TrimEnd()));
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Approved", "InstallExecuteSequence.txt")).TrimEnd();
        Assert.AreEqual(approved, actual, "Approve a change by editing tests/Installer.Tests/Approved/InstallExecuteSequence.txt.");
    }

    [TestMethod]
    public void RemoveExistingProducts_follows_InstallExecute_which_follows_StopInstances()
    {
        var actions = Sequence.Select(row => row["Action"]).ToList();
        var first = actions.IndexOf("InstallInitialize");
        CollectionAssert.AreEqual(
            new[] { "InstallInitialize", "RestartInstancesRollback", "StopInstances", "InstallExecute", "RemoveExistingProducts" },
            actions.Skip(first).Take(5).ToList());
    }

    [TestMethod]
    public void RecordInstances_is_only_in_the_execute_sequence()
    {
        foreach (var other in new[] { "InstallUISequence", "AdminExecuteSequence", "AdminUISequence", "AdvtExecuteSequence" })
            Assert.IsFalse(BuiltPackages.New.Table(other).Any(row => row["Action"] == "RecordInstances"), other);
    }

    [TestMethod]
    [DataRow("StopInstances", "RestartInstancesRollback")]
    [DataRow("StartInstances", "StopInstancesRollback")]
    public void Rollback_action_stands_before_its_partner_with_the_same_condition(string deferred, string rollback)
    {
        var (action, undo) = (Row(deferred), Row(rollback));
        Assert.IsLessThan(action.Number("Sequence"), undo.Number("Sequence"));
        Assert.AreEqual(action["Condition"], undo["Condition"]);
    }

    [TestMethod]
    public void Every_deferred_action_that_changes_the_machine_has_a_rollback_action_directly_before_it()
    {
        var types = BuiltPackages.New.Table("CustomAction").ToDictionary(row => row["Action"], row => row.Number("Type"));
        var scheduled = Sequence.Select(row => row["Action"]).ToList();
        var deferred = scheduled.Where(action => types.TryGetValue(action, out var type) && (type & 0x700) == InScript).ToList();

        CollectionAssert.AreEqual(new[] { "StopInstances", "StartInstances" }, deferred);
        foreach (var action in deferred)
        {
            var previous = scheduled[scheduled.IndexOf(action) - 1];
            Assert.AreEqual(InScript | Rollback, types.GetValueOrDefault(previous) & 0x700, $"'{previous}' stands before '{action}' and is no rollback action.");
        }
    }

    [TestMethod]
    public void Our_actions_are_left_out_of_the_removal_inside_an_upgrade_and_nothing_else()
    {
        var actions = BuiltPackages.New.Table("CustomAction").Where(row => row["Source"] == "CustomActions").Select(row => row["Action"]).ToList();
        Assert.HasCount(6, actions);
        foreach (var action in actions)
            Assert.AreEqual(Affected, Row(action)["Condition"], action);
    }

    [TestMethod]
    public void StopServices_runs_only_where_StopInstances_does_not()
    {
        Assert.AreEqual("(Installed AND REMOVE~=\"ALL\" AND UPGRADINGPRODUCTCODE)", Row("StopServices")["Condition"]);
        Assert.EndsWith($"AND NOT {Row("StopServices")["Condition"]}", Row("StopInstances")["Condition"]);
    }

    [TestMethod]
    [DataRow("AgentsChange", "TentacleExecutable", "Tentacle")]
    [DataRow("ManagerChanges", "ManagerExecutable", "Manager")]
    public void What_changes_is_decided_once_by_the_component_and_read_by_all(string property, string component, string feature)
    {
        var row = Row($"Set{property}");

        Assert.AreEqual(
            $"NOT Installed OR REMOVE~=\"ALL\" OR (${component}>0 AND (?{component}<>3 OR ${component}<>3 OR REINSTALL~=\"ALL\" OR REINSTALL><\"{feature}\"))",
            row["Condition"]);
        Assert.IsTrue(BuiltPackages.New.Table("FeatureComponents").Any(part => part["Component_"] == component && part["Feature_"] == feature));
        Assert.IsGreaterThan(Row("MigrateFeatureStates").Number("Sequence"), row.Number("Sequence"));
        Assert.IsLessThan(Row("RecordInstances").Number("Sequence"), row.Number("Sequence"));
        Assert.Contains($"\"{property}\"", File.ReadAllText(Repository.PathTo("customactions", "ProductChange.cs")));
    }

    [TestMethod]
    [DataRow("IgnoreReinstall", "REINSTALL", "{}")]
    [DataRow("WriteEveryFile", "REINSTALLMODE", "amus")]
    public void What_management_tools_say_about_reinstalling_is_replaced_before_costing_reads_it(string action, string property, string value)
    {
        var row = BuiltPackages.New.Table("CustomAction").Single(row => row["Action"] == action);
        Assert.AreEqual((SetPropertyText, property, value), (row.Number("Type"), row["Source"], row["Target"]));
        foreach (var name in new[] { "InstallExecuteSequence", "InstallUISequence" })
        {
            var rows = BuiltPackages.New.Sequence(name);
            var scheduled = rows.Single(row => row["Action"] == action);
            Assert.AreEqual("NOT Installed", scheduled["Condition"], name);
            Assert.IsLessThan(rows.Single(row => row["Action"] == "CostInitialize").Number("Sequence"), scheduled.Number("Sequence"), name);
        }
    }

    [TestMethod]
    public void No_condition_is_longer_than_its_column()
    {
        foreach (var row in Sequence)
            Assert.IsLessThanOrEqualTo(LongestCondition, row["Condition"].Length, row["Action"]);
    }

    [TestMethod]
    public void Folder_that_is_given_counts_then_the_vendors_name_for_it_then_the_remembered_one_in_both_sequences()
    {
        foreach (var name in new[] { "InstallExecuteSequence", "InstallUISequence" })
        {
            var rows = BuiltPackages.New.Sequence(name);
            var search = rows.ToList().FindIndex(row => row["Action"] == "AppSearch");
            Assert.AreEqual(("TakeInstallLocation", "INSTALLLOCATION AND NOT INSTALLFOLDER"), (rows[search + 1]["Action"], rows[search + 1]["Condition"]), name);
            Assert.AreEqual(("RememberInstallFolder", "REMEMBEREDINSTALLFOLDER AND NOT INSTALLFOLDER"), (rows[search + 2]["Action"], rows[search + 2]["Condition"]), name);
        }
    }

    [TestMethod]
    public void Folder_is_noted_as_it_was_given_before_costing_makes_a_path_of_it()
    {
        Assert.AreEqual("[INSTALLFOLDER]", BuiltPackages.New.Table("CustomAction").Single(row => row["Action"] == "SetChosenInstallFolder")["Target"]);
        Assert.IsGreaterThan(Row("RememberInstallFolder").Number("Sequence"), Row("SetChosenInstallFolder").Number("Sequence"));
        Assert.IsLessThan(Row("CostInitialize").Number("Sequence"), Row("SetChosenInstallFolder").Number("Sequence"));
        Assert.Contains("\"ChosenInstallFolder\"", File.ReadAllText(Repository.PathTo("customactions", "ProductPlace.cs")));
    }

    [TestMethod]
    public void Sequence_source_names_its_conditions()
    {
        var raw = XDocument.Load(Repository.PathTo("installer", "Sequence.wxs")).Descendants()
            .Attributes("Condition").Select(attribute => attribute.Value)
            .Where(value => !Regex.IsMatch(value, @"^\$\(\w+\)$"))
            .ToList();
        Assert.IsEmpty(raw, "Conditions have names, in Conditions.wxi.");
    }

    private static MsiPackage.Row Row(string action) => Sequence.Single(row => row["Action"] == action);
}
