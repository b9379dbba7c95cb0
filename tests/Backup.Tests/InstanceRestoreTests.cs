using Octopus.Backup;
using Octopus.Backup.Restoring;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Backup;

[TestClass]
public sealed class InstanceRestoreTests : BackupTest
{
    [TestMethod]
    public async Task Run_under_another_name_makes_a_second_instance_with_everything_adapted()
    {
        using var backup = Open(await Saved());
        var home = PathTo("homes", "copy");

        Restore.Run(RestoreTo(backup, "Copy", home, replaces: false, port: 10950), _ => { }, Fail, Cancellation);

        Assert.AreEqual("the private key", await File.ReadAllTextAsync(Path.Combine(home, "Certificate", "agent.pem"), Cancellation));
        Assert.AreEqual("<deployments/>", await File.ReadAllTextAsync(Path.Combine(home, "DeploymentJournal.xml"), Cancellation));
        var record = Store.Read().Instances.Single(record => record.Name == "Copy");
        var settings = ConfigurationFile.Read(record);
        Assert.AreEqual((home, 10950, Path.Combine(home, "Applications")), (settings.Home, settings.Port, settings.Applications));
        Assert.AreEqual("the password in the settings", settings.Values.Single(pair => pair.Key == "Tentacle.Password").Value);
        Assert.IsEmpty(Directory.GetFileSystemEntries(PathTo("homes")).Where(path => path != home));
        Assert.IsEmpty(Journals.Read());
        Assert.IsTrue(File.Exists(Path.Combine(Home, "Logs", "OctopusTentacle.txt")), "The first is as it was.");
    }

    [TestMethod]
    public async Task Run_over_the_instance_puts_everything_back_and_keeps_its_logs()
    {
        using var backup = Open(await Saved());
        Add("DeploymentJournal.xml", "broken");
        Add("Certificate/agent.pem", "another key");
        Add("new.txt", "made since");

        Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => { }, Fail, Cancellation);

        CollectionAssert.AreEquivalent(
            // What neither an agent makes nor the backup has is somebody's.
            new[] { "Certificate", "DeploymentJournal.xml", "Files", "Logs", "Tentacle.config", "octopus-home.json", "left.tmp", "new.txt" },
            Directory.GetFileSystemEntries(Home).Select(path => Path.GetFileName(path)).ToArray());
        Assert.AreEqual("the private key", await File.ReadAllTextAsync(Path.Combine(Home, "Certificate", "agent.pem"), Cancellation));
        Assert.AreEqual("a line of the log", await File.ReadAllTextAsync(Path.Combine(Home, "Logs", "OctopusTentacle.txt"), Cancellation));
        Assert.IsFalse(Path.Exists(Home + ".replaced") || Path.Exists(Home + ".restoring"));
    }

    [TestMethod]
    public async Task Run_makes_the_folder_of_the_certificate_with_its_rights_before_the_key_is_in_it()
    {
        using var backup = Open(await Saved());
        var home = PathTo("copy");

        Restore.Run(RestoreTo(backup, "Copy", home, replaces: false), _ => { }, Fail, Cancellation);

        CollectionAssert.Contains(Protection.Protected, (Path.Combine(home + ".restoring", "Certificate"), FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Run_unpacks_where_only_administrators_may_look_from_the_first_moment(bool configurationElsewhere)
    {
        using var backup = Open(await Saved());
        var home = PathTo("copy");
        var configuration = configurationElsewhere ? PathTo("copy.config") : null;

        Restore.Run(RestoreTo(backup, "Copy", home, replaces: false, configuration), _ => { }, Fail, Cancellation);

        string[] made = [home + ".restoring", Path.Combine(home + ".restoring", "Certificate"), .. configurationElsewhere ? [configuration + ".restoring"] : Array.Empty<string>()];
        CollectionAssert.AreEqual(
            made.Select(path => (path, FolderAccess.AdministratorsOnly)).ToArray(),
            Protection.Protected.Where(done => done.Folder.Contains(".restoring", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public async Task Run_unpacks_nothing_into_a_folder_that_somebody_made_in_the_same_moment_and_leaves_it()
    {
        using var backup = Open(await Saved());
        var home = PathTo("copy");
        var planted = home + ".restoring";
        var restore = new InstanceRestore(Store, Journals, new QuickStranger(Protection, planted), Removal, _ => long.MaxValue);

        Assert.ThrowsExactly<IOException>(() => restore.Run(RestoreTo(backup, "Copy", home, replaces: false), _ => Assert.Fail("It began."), Fail, Cancellation));

        Assert.IsTrue(Directory.Exists(planted));
        Assert.IsEmpty(Directory.GetFileSystemEntries(planted));
        Assert.IsEmpty(Journals.Read());
    }

    [TestMethod]
    public async Task Run_that_finds_another_one_of_the_instance_begun_meanwhile_undoes_nothing_of_it()
    {
        using var backup = Open(await Saved());
        var home = PathTo("copy");
        var other = new RestoreJournal
        {
            Format = RestoreJournal.CurrentFormat,
            InstanceName = "Copy",
            Phase = RestorePhase.Staging,
            AddedConfigurationFilePath = PathTo("other", "Tentacle.config"),
            Staged = [PathTo("other.restoring")],
            Renames = [],
            Replaced = [],
        };
        var restore = new InstanceRestore(Store, Journals, Protection, Removal, _ =>
        {
            Journals.Write(other);
            Directory.CreateDirectory(other.Staged[0]);
            return long.MaxValue;
        });

        var refused = Assert.ThrowsExactly<BackupException>(() => restore.Run(RestoreTo(backup, "Copy", home, replaces: false), _ => { }, Fail, Cancellation));

        Assert.AreEqual(BackupError.Interrupted, refused.Error);
        Assert.AreEqual(other.Staged[0], Assert.ContainsSingle(Journals.Read()).Staged[0]);
        Assert.IsTrue(Directory.Exists(other.Staged[0]));
        Assert.IsFalse(Path.Exists(home + ".restoring"));
    }

    [TestMethod]
    public async Task Run_with_a_new_certificate_leaves_the_saved_one_out()
    {
        using var backup = Open(await Saved());
        var home = PathTo("copy");

        Restore.Run(RestoreTo(backup, "Copy", home, replaces: false) with { NewCertificate = true }, _ => { }, Fail, Cancellation);

        Assert.IsFalse(Directory.Exists(Path.Combine(home, "Certificate")));
        Assert.IsTrue(File.Exists(Path.Combine(home, "DeploymentJournal.xml")));
    }

    [TestMethod]
    public async Task Run_gives_files_the_times_they_had()
    {
        var written = new DateTime(2020, 2, 29, 1, 2, 3, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(Home, "DeploymentJournal.xml"), written);
        using var backup = Open(await Saved());
        var home = PathTo("copy");

        Restore.Run(RestoreTo(backup, "Copy", home, replaces: false), _ => { }, Fail, Cancellation);

        Assert.AreEqual(written, File.GetLastWriteTimeUtc(Path.Combine(home, "DeploymentJournal.xml")));
    }

    [TestMethod]
    public async Task Run_of_a_configuration_outside_the_home_puts_it_where_it_is_told()
    {
        using var backup = Open(await Saved());
        var configuration = PathTo("configurations", "copy.config");

        Restore.Run(RestoreTo(backup, "Copy", PathTo("copy"), replaces: false, configuration), _ => { }, Fail, Cancellation);

        Assert.AreEqual(PathTo("copy"), ConfigurationFile.Read(new("Copy", configuration)).Home);
        Assert.IsFalse(File.Exists(PathTo("copy", "Tentacle.config")));
        Assert.HasCount(1, Directory.GetFiles(PathTo("configurations")));
    }

    [TestMethod]
    public async Task Run_without_room_on_the_disk_begins_nothing()
    {
        using var backup = Open(await Saved());
        var before = Everything();

        var refused = Assert.ThrowsExactly<BackupException>(() => new InstanceRestore(Store, Journals, Protection, Removal, _ => 1000)
            .Run(RestoreTo(backup, Name, Home, replaces: true), _ => Assert.Fail("It began."), Fail, Cancellation));

        Assert.AreEqual(BackupError.NoRoom, refused.Error);
        Assert.Contains("1,000", refused.Message);
        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    public async Task Run_with_a_name_that_it_needs_taken_begins_nothing()
    {
        using var backup = Open(await Saved());
        Directory.CreateDirectory(Home + ".replaced");
        var before = Everything();

        var refused = Assert.ThrowsExactly<BackupException>(() => Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => { }, Fail, Cancellation));

        Assert.Contains(Home + ".replaced", refused.Message);
        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    public async Task Run_as_a_name_that_somebody_took_meanwhile_leaves_everything_as_it_was()
    {
        using var backup = Open(await Saved());
        Store.Add(new("Copy", PathTo("somebody.config")));
        var before = Everything();

        Assert.ThrowsExactly<InstanceException>(() => Restore.Run(RestoreTo(backup, "Copy", PathTo("copy"), replaces: false), _ => { }, Fail, Cancellation));

        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    [DataRow(@"C:\Octopus\Prod A", @"C:\Octopus\Prod A\Applications", @"Applications")]
    [DataRow(@"C:\Octopus\Prod A\", @"c:\octopus\prod a\Apps\Here", @"Apps/Here")]
    [DataRow("/octopus/a", "/octopus/a/b", "b")]
    public void Paths_in_the_old_home_become_paths_in_the_new_one(string oldHome, string path, string rest)
    {
        var home = PathTo("new");
        var settings = new InstanceSettings(new Dictionary<string, string> { ["Some.Path"] = path, ["Other"] = oldHome.TrimEnd('\\') + "2" }) { Home = oldHome, Port = 1 };

        var moved = RestoredSettings.Move(settings, home, 2);

        Assert.AreEqual((home, 2), (moved.Home, moved.Port));
        Assert.AreEqual(Path.Combine(home, rest), moved.Values.Single(pair => pair.Key == "Some.Path").Value);
        Assert.AreEqual(oldHome.TrimEnd('\\') + "2", moved.Values.Single(pair => pair.Key == "Other").Value);
    }

    private static void Fail(string warning) => Assert.Fail(warning);
}
