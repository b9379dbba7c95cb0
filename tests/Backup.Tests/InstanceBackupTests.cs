using System.IO.Compression;
using Octopus.Backup;
using Octopus.Backup.Reading;
using Octopus.Instances;

namespace Octopus.Tests.Backup;

[TestClass]
public sealed class InstanceBackupTests : BackupTest
{
    [TestMethod]
    public async Task Save_keeps_configuration_certificate_and_data_and_leaves_out_logs_work_and_temporary_files()
    {
        var manifest = await Save(Request);

        CollectionAssert.AreEqual(
            new[] { "configuration/Tentacle.config", "home/Certificate/agent.pem", "home/DeploymentJournal.xml", "home/Files/package.zip" },
            manifest.Entries.Select(entry => entry.Path).ToArray());
        using var backup = Open(Request.Target);
        Assert.AreEqual((Name, "Tentacle", "1.2.3", "Tentacle.config"), (backup.Manifest.InstanceName, backup.Manifest.Application, backup.Manifest.ProductVersion, backup.Manifest.ConfigurationInHome));
        Assert.AreEqual("the private key", TextOf(backup, "home/Certificate/agent.pem"));
        Assert.AreEqual(new string('p', 300_000), TextOf(backup, "home/Files/package.zip"));
        CollectionAssert.AreEquivalent(ConfigurationFile.Read(Record).Values.ToList(), backup.Settings().Values.ToList());
    }

    [TestMethod]
    public async Task Save_with_logs_keeps_them() =>
        CollectionAssert.Contains((await Save(Request with { WithLogs = true })).Entries.Select(entry => entry.Path).ToArray(), "home/Logs/OctopusTentacle.txt");

    [TestMethod]
    public async Task Save_of_a_configuration_outside_the_home_keeps_it()
    {
        var elsewhere = new InstanceRecord("Elsewhere", PathTo("configurations", "elsewhere.config"));
        ConfigurationFile.Write(elsewhere, new(new Dictionary<string, string>()) { Home = Home, Port = 1 });

        var manifest = await Save(Request with { Record = elsewhere });

        Assert.IsNull(manifest.ConfigurationInHome);
        CollectionAssert.Contains(manifest.Entries.Select(entry => entry.Path).ToArray(), "configuration/elsewhere.config");
    }

    [TestMethod]
    public async Task Save_shows_no_content_of_any_file_to_who_has_no_secret()
    {
        Add("Secret.txt", "the private key");
        var bytes = await File.ReadAllBytesAsync(await Saved(), Cancellation);

        foreach (var secret in new[] { "the private key", "the password in the settings", "<deployments/>", "ppppppppp" })
            Assert.AreEqual(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)), secret);

        // Not even that two files are equal.
        using var archive = await ZipFile.OpenReadAsync(Request.Target, Cancellation);
        var manifest = BackupFile.Peek(Request.Target);
        Assert.HasCount(manifest.Entries.Count, manifest.Entries.Select(entry => Convert.ToHexString(entry.Sha256)).Distinct().ToList());
        Assert.AreEqual(manifest.Entries.Count + 2, archive.Entries.Count);
    }

    [TestMethod]
    public async Task Save_twice_of_the_same_files_makes_no_equal_entries()
    {
        var first = await Save(Request);
        var second = await Save(Request with { Target = PathTo("second") });

        Assert.IsEmpty(first.Entries.Select(entry => Convert.ToHexString(entry.Sha256)).Intersect(second.Entries.Select(entry => Convert.ToHexString(entry.Sha256))));
    }

    [TestMethod]
    public async Task Save_overwrites_no_file()
    {
        var target = await Saved();
        var before = await File.ReadAllBytesAsync(target, Cancellation);

        var refused = await Assert.ThrowsExactlyAsync<BackupException>(() => Save(Request));

        Assert.AreEqual(BackupError.AlreadyExists, refused.Error);
        Assert.Contains(target, refused.Message);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(target, Cancellation));
    }

    [TestMethod]
    public async Task Save_that_fails_leaves_nothing()
    {
        using (new FileStream(Path.Combine(Home, "DeploymentJournal.xml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var refused = await Assert.ThrowsExactlyAsync<BackupException>(() => Save(Request));

            Assert.AreEqual(BackupError.Changing, refused.Error);
            Assert.Contains("DeploymentJournal.xml", refused.Message);
            Assert.Contains("--stop", refused.Message);
        }

        Assert.AreEqual("", Everything(PathTo("backups")));
    }

    [TestMethod]
    public async Task Save_that_is_cancelled_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => new Octopus.Backup.Saving.InstanceBackup(TimeProvider.System).Save(Request, cancelled.Token));

        Assert.AreEqual("", Everything(PathTo("backups")));
    }

    [TestMethod]
    public async Task Save_follows_no_link_and_names_it()
    {
        var outside = PathTo("outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "other.txt"), "somebody else's", Cancellation);
        Directory.CreateSymbolicLink(Path.Combine(Home, "linked"), outside);
        File.CreateSymbolicLink(Path.Combine(Home, "linked.txt"), Path.Combine(outside, "other.txt"));

        var manifest = await Save(Request);

        Assert.IsFalse(manifest.Entries.Any(entry => entry.Path.Contains("linked", StringComparison.Ordinal)));
        var warnings = Request.Search.Find().Warnings;
        Assert.HasCount(2, warnings);
        Assert.Contains(warning => warning.Contains("linked.txt is not saved: it is a link", StringComparison.Ordinal), warnings);
    }

    [TestMethod]
    public async Task Save_leaves_out_what_is_another_instances_in_its_home_and_names_it()
    {
        Add("Other/Certificate/agent.pem", "the other's private key");

        var manifest = await Save(Request with { Foreign = [Path.Combine(Home, "Other") + Path.DirectorySeparatorChar] });

        Assert.IsFalse(manifest.Entries.Any(entry => entry.Path.Contains("Other", StringComparison.Ordinal)));
        Assert.Contains("belongs to another instance", Assert.ContainsSingle((Request with { Foreign = [Path.Combine(Home, "Other")] }).Search.Find().Warnings));
    }

    [TestMethod]
    public async Task Save_names_a_file_whose_name_windows_could_not_restore()
    {
        Add("ends with a dot.", "");

        Assert.IsFalse((await Save(Request)).Entries.Any(entry => entry.Path.Contains("dot", StringComparison.Ordinal)));
        Assert.Contains("ends with a dot", Assert.ContainsSingle(Request.Search.Find().Warnings));
    }

    [TestMethod]
    public async Task Save_of_a_home_that_is_gone_keeps_the_configuration_and_says_so()
    {
        var moved = PathTo("gone");
        var request = Request with { Home = moved };

        Assert.HasCount(1, (await Save(request)).Entries);
        Assert.Contains(moved, Assert.ContainsSingle(request.Search.Find().Warnings));
    }

    [TestMethod]
    public void Names_of_backups_sort_by_age() =>
        Assert.AreEqual("prod-a-20261124-020000.octobackup", BackupName.Of("Prod A", Time.GetUtcNow()));
}
