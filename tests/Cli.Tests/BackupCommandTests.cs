using System.Text.Json;
using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Instances saved and put back by command: under their names or others, one or all, with their services.</summary>
[TestClass]
public sealed class BackupCommandTests : CommandTest
{
    private const string Variable = "OCTOPUS_BACKUP_PASSPHRASE";

    private string Backups => Machine.PathTo("backups");

    public BackupCommandTests() => Machine.Terminal.Variables[Variable] = "correct horse";

    [TestMethod]
    public async Task Instance_that_is_deleted_comes_back_as_it_was()
    {
        var home = Machine.Settings("blue").Home!;
        await File.WriteAllTextAsync(Path.Combine(home, "DeploymentJournal.xml"), "deployments");
        var file = await Backup("blue");
        (await Machine.Run("delete-instance", "--instance", "blue", "--purge", "--yes")).Succeeded();

        var result = (await Machine.Run("restore", "--from", file)).Succeeded();

        Assert.AreEqual($"Instance 'blue' restored: home {home}, port 10941. Start it with: {CliMachine.Called} service --install --start --instance \"blue\".", result.Lines[^1]);
        Assert.AreEqual((home, 10941), (Machine.Settings("blue").Home, Machine.Settings("blue").Port));
        Assert.AreEqual("deployments", await File.ReadAllTextAsync(Path.Combine(home, "DeploymentJournal.xml")));
    }

    [TestMethod]
    public async Task All_are_saved_and_all_come_back()
    {
        Assert.AreEqual(ExitCode.Success, (await Machine.Run("backup", "--instance", "*", "--to", Backups)).ExitCode);
        Assert.HasCount(2, Directory.GetFiles(Backups));
        foreach (var name in new[] { "blue", "Prod A" })
            (await Machine.Run("delete-instance", "--instance", name, "--purge", "--yes")).Succeeded();

        (await Machine.Run("restore", "--from", Backups, "--instance", "*")).Succeeded();

        CollectionAssert.AreEquivalent(new[] { "blue", "Prod A" }, Machine.Store.Read().Instances.Select(record => record.Name).ToArray());
        Assert.AreEqual((10941, 10940), (Machine.Settings("blue").Port, Machine.Settings("Prod A").Port));
    }

    [TestMethod]
    public async Task Another_name_gets_a_home_and_a_port_of_its_own()
    {
        var file = await Backup("blue");

        (await Machine.Run("restore", "--from", file, "--as", "green")).Succeeded();

        Assert.AreEqual((Path.GetDirectoryName(Machine.Record("green").ConfigurationFilePath), 10933), (Machine.Settings("green").Home, Machine.Settings("green").Port));
        Assert.AreEqual(10941, Machine.Settings("blue").Port);
    }

    [TestMethod]
    public async Task New_certificate_leaves_nothing_of_the_old_identity_in_the_configuration()
    {
        (await Machine.Run("new-certificate", "--instance", "blue")).Succeeded();
        var file = await Backup("blue");

        (await Machine.Run("restore", "--from", file, "--as", "green")).Succeeded();
        (await Machine.Run("restore", "--from", file, "--as", "other", "--new-certificate")).Succeeded();

        Assert.AreEqual(Machine.Settings("blue").CertificateThumbprint, Machine.Settings("green").CertificateThumbprint);
        Assert.IsNull(Machine.Settings("other").CertificateThumbprint);
    }

    [TestMethod]
    public async Task Instance_that_runs_is_replaced_with_a_stop_and_runs_again()
    {
        var file = await Backup("blue");
        (await Machine.Run("configure", "--instance", "blue", "--port", "12000")).Succeeded();
        await Refused(ExitCode.AlreadyExists, "There is an instance 'blue'. Replace it with --overwrite", "--as NAME.", "restore", "--from", file);
        await Refused(ExitCode.Conflict, "Instance 'blue' runs.", "start it again.", "restore", "--from", file, "--overwrite", "--yes");
        var before = Machine.Services.Find("OctopusDeploy Tentacle: blue")!.ProcessId;

        (await Machine.Run("restore", "--from", file, "--overwrite", "--stop", "--yes")).Succeeded();

        Assert.AreEqual((10941, ServiceState.Running), (Machine.Settings("blue").Port, Machine.StateOf("blue")));
        Assert.AreNotEqual(before, Machine.Services.Find("OctopusDeploy Tentacle: blue")!.ProcessId);
    }

    [TestMethod]
    public async Task Replacing_asks_first()
    {
        var file = await Backup("Prod A");

        await Refused(ExitCode.Declined, "Replace the instance with its backup?", "--what-if.", "restore", "--from", file, "--overwrite");
    }

    [TestMethod]
    public async Task Stop_for_a_backup_starts_again_also_when_the_backup_fails()
    {
        // In place of the folder.
        await File.WriteAllTextAsync(Backups, "");

        var result = await Machine.Run("backup", "--instance", "blue", "--to", Backups, "--stop");

        Assert.AreEqual(ExitCode.FileAccess, result.ExitCode);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        CollectionAssert.Contains(Machine.Services.Log.ToArray(), "stop OctopusDeploy Tentacle: blue");
    }

    [TestMethod]
    public async Task Backup_without_a_stop_touches_no_service()
    {
        await Backup("blue");

        Assert.IsEmpty(Machine.Services.Log);
    }

    [TestMethod]
    public async Task Backup_that_is_there_is_never_written_over()
    {
        var file = await Backup("blue");

        await Refused(ExitCode.AlreadyExists, file, "move it away.", "backup", "--instance", "blue", "--to", file);
    }

    [TestMethod]
    public async Task One_file_is_for_one_instance() =>
        await Refused(ExitCode.Usage, "is one file, and 2 instances are to be saved.", "Name a folder with --to.", "backup", "--instance", "*", "--to", Machine.PathTo("all.octobackup"));

    [TestMethod]
    public async Task Wrong_passphrase_replaces_nothing()
    {
        var file = await Backup("blue");
        Machine.Terminal.Variables[Variable] = "battery staple";

        await Refused(ExitCode.SecretUnusable, "was encrypted with another passphrase.", "Give the one that it was made with.", "restore", "--from", file, "--as", "green");
        await Refused(ExitCode.SecretUnusable, "was encrypted with another passphrase.", "Give the one that it was made with.", "verify-backup", "--from", file);
    }

    [TestMethod]
    public async Task Damaged_backup_replaces_nothing()
    {
        var file = await Backup("blue");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Assert.AreEqual(ExitCode.FileUnusable, (await Machine.Run("restore", "--from", file, "--as", "green")).ExitCode);
        Assert.HasCount(2, Machine.Store.Read().Instances);
    }

    [TestMethod]
    public async Task Key_file_is_made_and_opens_the_backup()
    {
        Machine.Terminal.Variables.Clear();
        var key = Machine.PathTo("keys", "backup.key");
        (await Machine.Run("backup", "--instance", "blue", "--to", Backups, "--new-key-file", key)).Succeeded();
        var file = Directory.GetFiles(Backups).Single();

        await Refused(ExitCode.SecretUnusable, "This needs the passphrase of the backup.", "--passphrase-file FILE", "verify-backup", "--from", file);
        var answer = JsonDocument.Parse((await Machine.Run("verify-backup", "--from", file, "--key-file", key, "--format", "json")).Succeeded().Output).RootElement;

        Assert.AreEqual("blue", answer.GetProperty("InstanceName").GetString());
    }

    [TestMethod]
    public async Task Newest_backup_of_a_folder_is_taken_and_a_damaged_one_hides_none()
    {
        await Backup("blue");
        (await Machine.Run("configure", "--instance", "blue", "--port", "12000")).Succeeded();
        (await Machine.Run("backup", "--instance", "blue", "--to", Path.Combine(Backups, "later.octobackup"))).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(Backups, "damaged.octobackup"), "nothing");
        (await Machine.Run("delete-instance", "--instance", "blue", "--purge", "--yes")).Succeeded();

        var result = await Machine.Run("restore", "--from", Backups, "--instance", "BLUE");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.Contains("damaged.octobackup is damaged or no backup", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(12000, Machine.Settings("blue").Port);
    }

    [TestMethod]
    public async Task Newest_backup_that_the_secret_proves_is_taken_whatever_newer_ones_say()
    {
        await Backup("blue");
        Machine.Terminal.Variables[Variable] = "the planter's own";
        (await Machine.Run("configure", "--instance", "blue", "--port", "12000")).Succeeded();
        (await Machine.Run("backup", "--instance", "blue", "--to", Path.Combine(Backups, "planted.octobackup"))).Succeeded();
        Machine.Terminal.Variables[Variable] = "correct horse";

        var result = await Machine.Run("restore", "--from", Backups, "--instance", "blue", "--overwrite", "--stop", "--yes");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.Contains("planted.octobackup", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(10941, Machine.Settings("blue").Port);
        Machine.Terminal.Variables[Variable] = "nobody's";
        Assert.AreEqual(ExitCode.SecretUnusable, (await Machine.Run("restore", "--from", Backups, "--instance", "blue", "--overwrite", "--stop", "--yes")).ExitCode);
    }

    [TestMethod]
    public async Task Folder_needs_a_name_and_a_name_that_it_has()
    {
        await Backup("blue");

        await Refused(ExitCode.Usage, "is a folder. Name the instances to restore with --instance", "It has those of: blue.", "restore", "--from", Backups);
        await Refused(ExitCode.InstanceNotFound, "There is no backup of instance 'Prod A'", "another folder.", "restore", "--from", Backups, "--instance", "Prod A");
    }

    [TestMethod]
    public async Task What_if_saves_and_replaces_nothing_and_tells_what_it_would()
    {
        var file = await Backup("blue");
        var before = Machine.Everything();

        var saving = (await Machine.Run("backup", "--instance", "blue", "--to", Backups + "2", "--what-if")).Succeeded();
        var restoring = (await Machine.Run("restore", "--from", file, "--as", "green", "--what-if")).Succeeded();

        Assert.Contains("rem   blue: Save 1 file,", saving.Output);
        Assert.Contains("rem   green: Restore 0 files", restoring.Output);
        Assert.DoesNotContain("--yes", restoring.Output);
        // A script has nobody to ask.
        Assert.Contains(" --overwrite --stop --yes", (await Machine.Run("restore", "--from", file, "--overwrite", "--stop", "--what-if")).Succeeded().Output);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Home_that_holds_another_instance_is_not_replaced()
    {
        var parent = Machine.PathTo("Octopus");
        Machine.Add(CliMachine.Record("guest", Path.Combine(parent, "guest")), 10999);
        Machine.MoveTo("Prod A", parent);
        Assert.Contains("it belongs to another instance", (await Machine.Run("backup", "--instance", "Prod A", "--to", Backups)).Error);
        var file = Directory.GetFiles(Backups).Single();

        await Refused(ExitCode.Conflict, "holds files of instance 'guest', so it is not touched.", "configure --home FOLDER", "restore", "--from", file, "--overwrite", "--yes");
    }

    [TestMethod]
    public async Task Recover_without_an_interrupted_restore_says_so() =>
        Assert.AreEqual("No restore was interrupted.", Assert.ContainsSingle((await Machine.Run("restore", "--recover")).Succeeded().Lines));

    [TestMethod]
    public async Task Recover_shows_every_path_that_it_renames_or_deletes()
    {
        var home = Machine.Settings("blue").Home!;
        foreach (var left in new[] { ".restoring", ".replaced" })
            Directory.CreateDirectory(home + left);
        Directory.CreateDirectory(Machine.Machine.Restores);
        var journal = Path.Combine(Machine.Machine.Restores, "Tentacle-blue.json");
        var text = JsonSerializer.Serialize(new
        {
            Format = 2,
            InstanceName = "blue",
            Phase = "Renaming",
            Staged = new[] { home + ".restoring" },
            Renames = new[] { new { From = home, To = home + ".replaced" }, new { From = home + ".restoring", To = home } },
            Replaced = new[] { home + ".replaced" },
        });
        await File.WriteAllTextAsync(journal, text);
        Directory.Delete(home, recursive: true);
        var before = Machine.Everything();

        var plan = (await Machine.Run("restore", "--recover", "--what-if")).Succeeded();

        Assert.Contains($"blue: Rename {home}.replaced back to {home}", plan.Output);
        Assert.Contains($"blue: Delete {home}.restoring, which the restore has unpacked", plan.Output);
        Assert.AreEqual(before, Machine.Everything());
        Assert.AreEqual("Instance 'blue' is as it was before the restore.", (await Machine.Run("restore", "--recover")).Succeeded().Lines[^1]);
        Assert.IsTrue(Directory.Exists(home));
        Assert.IsFalse(Path.Exists(home + ".replaced") || Path.Exists(home + ".restoring") || File.Exists(journal));
    }

    [TestMethod]
    public async Task Recover_by_somebody_who_cannot_see_the_journals_says_so()
    {
        Machine.IsElevated = false;

        Assert.AreEqual(ExitCode.NotElevated, (await Machine.Run("restore", "--recover", "--what-if")).ExitCode);
    }

    private async Task<string> Backup(string instance)
    {
        (await Machine.Run("backup", "--instance", instance, "--to", Backups)).Succeeded();
        return Directory.GetFiles(Backups).Single();
    }
}
