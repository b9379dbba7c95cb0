using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Installer.Tests.Package;

/// <summary>The dialogs, which Wine does not show: that what is written down leads where it should and says what it should.</summary>
[TestClass]
public sealed partial class WizardTests
{
    private static IEnumerable<XElement> Dialogs => Elements("Dialog");

    [TestMethod]
    public void Pages_lead_to_each_other_in_both_directions()
    {
        var leads = Elements("Publish")
            .Where(publish => (string?)publish.Attribute("Event") == "NewDialog")
            .Select(publish => (
                From: (string?)publish.Attribute("Dialog") ?? (string?)publish.Ancestors().First(parent => parent.Name.LocalName == "Dialog").Attribute("Id"),
                Button: (string?)publish.Attribute("Control") ?? (string?)publish.Parent!.Attribute("Id"),
                To: (string?)publish.Attribute("Value")))
            .ToList();
        CollectionAssert.AreEquivalent(
            new[]
            {
                // Installing: the features and the folder, the instances, the confirmation.
                ("WelcomeDlg", "Next", "CustomizeDlg"), ("CustomizeDlg", "Back", "WelcomeDlg"),
                ("CustomizeDlg", "Next", "InstancesDlg"), ("InstancesDlg", "Back", "CustomizeDlg"),
                ("InstancesDlg", "Next", "VerifyReadyDlg"), ("VerifyReadyDlg", "Back", "InstancesDlg"),
                // Repairing: the instances. Changing: the features, as the set itself has it, but for the way back.
                ("MaintenanceTypeDlg", "RepairButton", "InstancesDlg"), ("InstancesDlg", "Back", "MaintenanceTypeDlg"),
                ("VerifyReadyDlg", "Back", "CustomizeDlg"),
            },
            leads);
    }

    [TestMethod]
    public void Features_can_be_changed_from_Settings_where_there_are_dialogs()
    {
        // The other sets of one page each declare ARPNOMODIFY, and nothing can take it back.
        Assert.AreEqual("WixUI_FeatureTree", (string?)Elements("WixUI").Single().Attribute("Id"));
        var properties = File.ReadAllText(Repository.PathTo("installer", "Properties.wxi"));
        Assert.Contains("ARPNOMODIFY", WithoutDialogs().Match(properties).Value);
        Assert.AreEqual(1, properties.Split("ARPNOMODIFY").Length - 1);
    }

    [TestMethod]
    public void Everything_that_can_be_used_is_reached_with_the_keyboard()
    {
        string[] onlyShown = ["Bitmap", "Icon", "Line", "Text", "ProgressBar"];
        var used = Dialogs.Descendants().Where(element => element.Name.LocalName == "Control" && !onlyShown.Contains((string?)element.Attribute("Type"))).ToList();
        Assert.IsGreaterThan(3, used.Count);
        foreach (var control in used)
            Assert.AreNotEqual("yes", (string?)control.Attribute("TabSkip"), (string?)control.Attribute("Id"));
    }

    [TestMethod]
    public void Page_of_instances_shows_what_the_action_found()
    {
        var code = File.ReadAllText(Repository.PathTo("customactions", "ListInstancesAction.cs"));
        var filled = FilledProperty().Matches(code).ToDictionary(match => match.Groups["constant"].Value, match => match.Groups["name"].Value);
        var controls = Controls("InstancesDlg");

        Assert.AreEqual(filled["List"], (string?)controls["Instances"].Attribute("Property"));
        Assert.AreEqual($"[{filled["Summary"]}]", (string?)controls["Summary"].Attribute("Text"));
        foreach (var shown in new[] { "Instances", "Summary" })
            Assert.AreEqual($"NOT {filled["Summary"]}", (string?)controls[shown].Attribute("HideCondition"));
        Assert.AreEqual($"NOT {filled["Summary"]}", (string?)controls["NotListed"].Attribute("ShowCondition"));
        // Without the table there is nothing to put a temporary row into.
        Assert.AreEqual("ListBox", (string?)Elements("EnsureTable").Single().Attribute("Id"));
    }

    [TestMethod]
    public void Page_of_progress_names_the_action_and_the_instance()
    {
        var subscribed = Controls("InstanceProgressDlg").Values.Elements().Where(element => element.Name.LocalName == "Subscribe")
            .Select(subscribe => $"{(string?)subscribe.Attribute("Event")} {(string?)subscribe.Attribute("Attribute")}");
        CollectionAssert.AreEquivalent(new[] { "ActionText Text", "ActionData Text", "SetProgress Progress" }, subscribed.ToList());

        // Without a template Windows Installer makes nothing of what an action sends.
        foreach (var text in BuiltPackages.New.Table("ActionText"))
            Assert.AreEqual("[1]", text["Template"], text["Action"]);
        // It replaces the page that is shown before it: both are there for as long as the work lasts.
        var shown = Elements("Show").Single();
        Assert.AreEqual(("InstanceProgressDlg", "ProgressDlg"), ((string?)shown.Attribute("Dialog"), (string?)shown.Attribute("After")));
        Assert.AreEqual("yes", (string?)Dialogs.Single(dialog => (string?)dialog.Attribute("Id") == "InstanceProgressDlg").Attribute("Modeless"));
    }

    private static IEnumerable<XElement> Elements(string name) => WindowsSources.Package().Where(element => element.Name.LocalName == name);

    private static Dictionary<string, XElement> Controls(string dialog) =>
        Dialogs.Single(element => (string?)element.Attribute("Id") == dialog).Elements().Where(element => element.Name.LocalName == "Control")
            .ToDictionary(element => (string)element.Attribute("Id")!);

    [GeneratedRegex(@"<\?ifndef WindowsOnly\?>.*?<\?endif\?>", RegexOptions.Singleline)]
    private static partial Regex WithoutDialogs();

    [GeneratedRegex("""const string (?<constant>\w+) = "(?<name>[A-Z]+)";""")]
    private static partial Regex FilledProperty();
}
