using System.Text.RegularExpressions;

namespace Installer.Tests.Package;

[TestClass]
public sealed partial class CustomActionTests
{
    private static IEnumerable<MsiPackage.Row> Ours =>
        BuiltPackages.New.Table("CustomAction").Where(row => row["Source"] == "CustomActions");

    [TestMethod]
    // DLL in Binary = 1; deferred 1024; rollback +256; commit +512; not impersonated 2048; result ignored 64.
    [DataRow("RecordInstances", 1)]
    [DataRow("RestartInstancesRollback", 1 + 1024 + 256 + 2048)]
    [DataRow("StopInstances", 1 + 1024 + 2048)]
    [DataRow("StopInstancesRollback", 1 + 1024 + 256 + 2048)]
    [DataRow("StartInstances", 1 + 1024 + 2048)]
    [DataRow("CommitInstances", 1 + 1024 + 512 + 2048 + 64)]
    public void Action_has_the_type_of_its_phase(string action, int type) =>
        Assert.AreEqual(type, Ours.Single(row => row["Action"] == action).Number("Type"));

    [TestMethod]
    public void Actions_are_named_like_their_entry_points() =>
        CollectionAssert.AreEqual(Ours.Select(row => row["Action"]).ToList(), Ours.Select(row => row["Target"]).ToList());

    [TestMethod]
    public void Declared_actions_are_the_entry_points_in_code_and_vice_versa()
    {
        var code = File.ReadAllText(Repository.PathTo("customactions", "EntryPoints.cs"));
        var entryPoints = EntryPoint().Matches(code).Select(match => match.Groups["name"].Value);
        var declared = Ours.Select(row => row["Target"]).Concat(WindowsSources.Actions().Select(action => (string)action.Attribute("DllEntry")!));
        CollectionAssert.AreEqual(entryPoints.Order(StringComparer.Ordinal).ToList(), declared.Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public void Every_action_has_a_progress_text_that_names_the_instance()
    {
        var texts = BuiltPackages.New.Table("ActionText").ToDictionary(row => row["Action"]);
        foreach (var action in Ours.Select(row => row["Action"]))
        {
            Assert.IsTrue(texts.TryGetValue(action, out var text), action);
            Assert.AreEqual("[1]", text!["Template"], action);
        }
    }

    [TestMethod]
    public void Library_is_in_the_package() =>
        CollectionAssert.Contains(BuiltPackages.New.Streams().ToList(), "Binary.CustomActions");

    [GeneratedRegex(@"\[CustomAction\]\s+public static ActionResult (?<name>\w+)\(")]
    private static partial Regex EntryPoint();
}
