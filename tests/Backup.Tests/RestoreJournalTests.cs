using Octopus.Backup;
using Octopus.Backup.Restoring;

namespace Octopus.Tests.Backup;

/// <summary>Journals of restores that no restore has written.</summary>
[TestClass]
public sealed class RestoreJournalTests : BackupTest
{
    /// <summary>Where the attacker wants something to happen.</summary>
    private string Victim => PathTo("Other Product");

    private RestoreJournal Journal => new()
    {
        Format = RestoreJournal.CurrentFormat,
        InstanceName = Name,
        Phase = RestorePhase.Committed,
        Staged = [Home + ".restoring"],
        Renames = [new(Home, Home + ".replaced"), new(Home + ".restoring", Home)],
        Replaced = [Home + ".replaced"],
    };

    [TestMethod]
    public void Journal_that_others_could_have_written_is_not_believed()
    {
        Journals.Write(Journal);
        Protection.Plant(Machine.Restores, @"CONTOSO\mallory");

        var refused = Assert.ThrowsExactly<BackupException>(() => Journals.Read());

        Assert.AreEqual(BackupError.FileUnusable, refused.Error);
        Assert.Contains(@"CONTOSO\mallory", refused.Message);
        Assert.Contains(Machine.Restores, refused.Message);
    }

    [TestMethod]
    public void Journal_in_the_place_where_an_earlier_version_kept_them_is_not_looked_at()
    {
        Journals.Write(Journal);
        var before = Directory.CreateDirectory(PathTo("machine", "Tentacle", "Restores")).FullName;
        File.Move(Directory.GetFiles(Machine.Restores).Single(), Path.Combine(before, "prod-a.json"));

        Assert.IsEmpty(Journals.Read());
    }

    [TestMethod]
    public void Journal_under_the_name_of_another_instance_is_unusable()
    {
        Journals.Write(Journal);
        var path = Directory.GetFiles(Machine.Restores).Single();
        File.Move(path, path.Replace("prod-a", "prod-b", StringComparison.Ordinal));

        Assert.AreEqual(BackupError.FileUnusable, Assert.ThrowsExactly<BackupException>(() => Journals.Read()).Error);
    }

    [TestMethod]
    [DataRow("replaced elsewhere")]
    [DataRow("replaced without its ending")]
    [DataRow("replaced by a detour")]
    [DataRow("replaced home itself")]
    [DataRow("staged elsewhere")]
    [DataRow("staged without its ending")]
    [DataRow("staged relative")]
    [DataRow("staged whole drive")]
    [DataRow("staged nothing")]
    [DataRow("staged thrice")]
    [DataRow("renamed elsewhere")]
    [DataRow("renamed from elsewhere")]
    [DataRow("renamed by a detour")]
    [DataRow("renamed to another name below")]
    [DataRow("record of another instance")]
    [DataRow("home of nobody")]
    [DataRow("no such instance")]
    [DataRow("added and done, and not there")]
    public void Journal_of_what_no_restore_of_the_instance_does_changes_nothing(string what)
    {
        foreach (var planted in new[] { "", ".replaced", ".restoring" })
            Directory.CreateDirectory(Victim + planted);
        Directory.CreateDirectory(Home + ".replaced");
        var detour = Path.Combine(Home + ".replaced", "..", Path.GetFileName(Victim));
        var elsewhere = Journal with
        {
            Staged = [Victim + ".restoring"],
            Replaced = [Victim + ".replaced"],
            Renames = [new(Victim, Victim + ".replaced"), new(Victim + ".restoring", Victim)],
        };
        var journal = what switch
        {
            "replaced elsewhere" => Journal with { Replaced = [Home + ".replaced", Victim + ".replaced"] },
            "replaced without its ending" => Journal with { Replaced = [Victim] },
            "replaced by a detour" => Journal with { Replaced = [detour] },
            "replaced home itself" => Journal with { Replaced = [Home] },
            "staged elsewhere" => Journal with { Phase = RestorePhase.Staging, Staged = [Victim + ".restoring"] },
            "staged without its ending" => Journal with { Phase = RestorePhase.Staging, Staged = [Home] },
            "staged relative" => Journal with { Phase = RestorePhase.Staging, Staged = ["prod-a.restoring"] },
            "staged whole drive" => Journal with { Phase = RestorePhase.Staging, Staged = ["/.restoring"] },
            "staged nothing" => Journal with { Phase = RestorePhase.Staging, Staged = [] },
            "staged thrice" => Journal with { Phase = RestorePhase.Staging, Staged = [Home + ".restoring", Home + ".restoring", Victim + ".restoring"] },
            "renamed elsewhere" => Journal with { Phase = RestorePhase.Renaming, Renames = [new(Victim, Home + ".replaced")] },
            "renamed from elsewhere" => Journal with { Phase = RestorePhase.Renaming, Renames = [new(Home + ".restoring", Victim)] },
            "renamed by a detour" => Journal with { Phase = RestorePhase.Renaming, Renames = [new(detour, detour + ".replaced")] },
            "renamed to another name below" => Journal with { Phase = RestorePhase.Renaming, Renames = [new(Path.Combine(Home, "a"), Path.Combine(Home + ".replaced", "b"))] },
            "record of another instance" => Journal with { Before = new("blue", PathTo("blue.config")) },
            "home of nobody" => elsewhere,
            "no such instance" => Journal with { InstanceName = "Gone" },
            _ => elsewhere with { InstanceName = "Gone", AddedConfigurationFilePath = Path.Combine(Victim, "a.config") },
        };
        var before = Everything();

        var refused = Assert.ThrowsExactly<BackupException>(() => Restore.Recover(journal, Assert.Fail));

        Assert.AreEqual(BackupError.FileUnusable, refused.Error);
        Assert.Contains(Machine.Restores, refused.Message);
        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    [DataRow("in the home")]
    [DataRow("outside")]
    [DataRow("home by its settings")]
    [DataRow("one file of the home")]
    [DataRow("added, not in the index yet")]
    public void Journal_of_what_a_restore_of_the_instance_does_is_believed(string what)
    {
        var configuration = PathTo("outside.config");
        var outside = Journal with
        {
            Staged = [Home + ".restoring", configuration + ".restoring"],
            Renames = [.. Journal.Renames, new(configuration + ".restoring", configuration)],
        };
        Restore.RequireBelieved(what switch
        {
            "in the home" => Journal with { Before = Record },
            "outside" => outside,
            "home by its settings" => Journal with { Phase = RestorePhase.Renaming },
            "one file of the home" => Journal with { Renames = [new(Path.Combine(Home, "Files"), Path.Combine(Home + ".replaced", "Files"))] },
            _ => Journal with
            {
                InstanceName = "Copy",
                Phase = RestorePhase.Staging,
                Staged = [PathTo("copy.restoring")],
                Renames = [new(PathTo("copy.restoring"), PathTo("copy"))],
                Replaced = [],
                AddedConfigurationFilePath = PathTo("copy", "Tentacle.config"),
            },
        });
    }
}
