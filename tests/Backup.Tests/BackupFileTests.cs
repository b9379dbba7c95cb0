using System.IO.Compression;
using Octopus.Backup;
using Octopus.Backup.Reading;
using Octopus.Backup.Secrets;

namespace Octopus.Tests.Backup;

/// <summary>Backups that somebody made, changed or broke.</summary>
[TestClass]
public sealed class BackupFileTests : BackupTest
{
    [TestMethod]
    [DataRow("home/../../evil.txt")]
    [DataRow("home/..")]
    [DataRow("../evil.txt")]
    [DataRow("/etc/evil.txt")]
    [DataRow("C:/evil.txt")]
    [DataRow("home/C:/evil.txt")]
    [DataRow("home/a.txt:stream")]
    [DataRow(@"home\evil.txt")]
    [DataRow(@"home/..\evil.txt")]
    [DataRow("home//evil.txt")]
    [DataRow("home/")]
    [DataRow("home/./evil.txt")]
    [DataRow("home/CON")]
    [DataRow("home/aux.txt")]
    [DataRow("home/COM1 .log")]
    [DataRow("home/lpt²")]
    [DataRow("home/trailing.")]
    [DataRow("home/trailing /a")]
    [DataRow("home/a\nb")]
    [DataRow("home/a*")]
    [DataRow("configuration/a/b")]
    [DataRow("elsewhere/a")]
    public void Open_path_that_would_be_another_place_on_windows_is_refused(string path) =>
        Refused(new ForgedBackup(Secret).AddConfiguration("C:/a").Add(path, "evil"), path.Split('\n')[0]);

    [TestMethod]
    [DataRow("home/a.txt", "home/A.TXT")]
    [DataRow("home/a", "home/A/b")]
    [DataRow("home/a/b/c", "home/a/B")]
    public void Open_paths_that_would_be_one_file_on_windows_are_refused(string first, string second) =>
        Refused(new ForgedBackup(Secret).AddConfiguration("C:/a").Add(first, "1").Add(second, "2"), "twice");

    [TestMethod]
    public void Peek_at_a_manifest_that_would_fill_the_memory_reads_none_of_it()
    {
        using (var archive = ZipFile.Open(PathTo("hostile"), ZipArchiveMode.Create))
        using (var manifest = archive.CreateEntry("manifest.json", CompressionLevel.NoCompression).Open())
        {
            var part = new byte[1024 * 1024];
            for (var number = 0; number < 65; number++)
                manifest.Write(part);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.ThrowsExactly<BackupException>(() => BackupFile.Peek(PathTo("hostile")));

        Assert.AreEqual(BackupError.FileUnusable, refused.Error);
        Assert.Contains("64 MB", refused.Message);
        Assert.IsLessThan(16 * 1024 * 1024, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Open_with_a_name_twice_in_the_archive_is_refused()
    {
        var forged = new ForgedBackup(Secret).AddConfiguration("C:/a").Add("home/a", "1");
        forged.More.Add(("home/a", [1, 2, 3]));

        Refused(forged, "packed in another way");
    }

    [TestMethod]
    public void Open_with_a_file_that_the_manifest_does_not_name_is_refused()
    {
        var forged = new ForgedBackup(Secret).AddConfiguration("C:/a");
        forged.More.Add(("home/more", [1, 2, 3]));

        Refused(forged, "does not name");
    }

    [TestMethod]
    public void Open_archive_that_unpacks_to_more_than_it_holds_is_refused()
    {
        var forged = new ForgedBackup(Secret) { Packing = CompressionLevel.SmallestSize }.AddConfiguration("C:/a");
        forged.More.Add(("home/bomb", new byte[10_000_000]));

        Refused(forged, "packed in another way");
    }

    [TestMethod]
    public void Verify_content_longer_than_the_manifest_says_stops_there() =>
        Refused(new ForgedBackup(Secret).AddConfiguration("C:/a").Add("home/bomb", new string('0', 50_000_000), length: 10), "longer");

    [TestMethod]
    public void Verify_content_shorter_than_the_manifest_says_is_refused() =>
        Refused(new ForgedBackup(Secret).AddConfiguration("C:/a").Add("home/a", "1", length: 10), "shorter");

    [TestMethod]
    public void Verify_content_as_long_as_the_manifest_says_and_another_is_refused()
    {
        var forged = new ForgedBackup(Secret).AddConfiguration("C:/a").Add("home/a", "1").Add("home/b", "2");
        var (a, b) = (forged.Entries[1], forged.Entries[2]);
        forged.Entries[1] = (a.Entry with { Sha256 = b.Entry.Sha256 }, a.Stored);

        Refused(forged, "home/a in it is not what was saved");
    }

    [TestMethod]
    public void Verify_entries_in_each_others_places_is_refused()
    {
        var forged = new ForgedBackup(Secret).AddConfiguration("C:/a").Add("home/a", "1").Add("home/b", "2");
        var (a, b) = (forged.Entries[1], forged.Entries[2]);
        forged.Entries[1] = (a.Entry with { Sha256 = b.Entry.Sha256, StoredLength = b.Entry.StoredLength }, b.Stored);
        forged.Entries[2] = (b.Entry with { Sha256 = a.Entry.Sha256, StoredLength = a.Entry.StoredLength }, a.Stored);

        Refused(forged, "incomplete or was changed");
    }

    [TestMethod]
    public void Open_two_configurations_or_none_is_refused()
    {
        Refused(new ForgedBackup(Secret).Add("home/a", "1"), "one configuration");
        Refused(new ForgedBackup(Secret).AddConfiguration("C:/a").Add("configuration/b", "2"), "one configuration");
    }

    [TestMethod]
    public void Open_configuration_that_leads_out_of_the_home_is_refused() =>
        Refused(
            new ForgedBackup(Secret) { Change = manifest => manifest with { ConfigurationInHome = "../../evil.config" } }.AddConfiguration("C:/a"),
            "evil.config");

    [TestMethod]
    public void Open_backup_of_a_newer_version_says_so() =>
        Refused(new ForgedBackup(Secret) { Change = manifest => manifest with { Format = 2 } }.AddConfiguration("C:/a"), "newer version, in format 2");

    [TestMethod]
    public void Settings_of_a_configuration_that_is_none_are_refused()
    {
        using var backup = Open(new ForgedBackup(Secret).Add("configuration/Tentacle.config", "nothing").Write(PathTo("forged")));

        Assert.AreEqual(BackupError.FileUnusable, Assert.ThrowsExactly<BackupException>(() => backup.Settings()).Error);
    }

    [TestMethod]
    public async Task Open_with_a_manifest_that_somebody_changed_is_refused()
    {
        var file = await Saved();
        using (var archive = await ZipFile.OpenAsync(file, ZipArchiveMode.Update, Cancellation))
        {
            var entry = archive.GetEntry("manifest.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = (await reader.ReadToEndAsync(Cancellation)).Replace("\"Prod A\"", "\"Prod B\"", StringComparison.Ordinal);
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("manifest.json", CompressionLevel.NoCompression).Open());
            await writer.WriteAsync(text);
        }

        Assert.AreEqual("Prod B", BackupFile.Peek(file).InstanceName);
        Assert.Contains("not the one that was written", Assert.ThrowsExactly<BackupException>(() => Open(file)).Message);
    }

    [TestMethod]
    public async Task Open_with_another_key_or_a_passphrase_says_what_it_was_made_with()
    {
        var file = await Saved();
        void Refuses(BackupSecret secret, string words)
        {
            var refused = Assert.ThrowsExactly<BackupException>(() => BackupFile.Open(file, secret));
            Assert.AreEqual(BackupError.SecretUnusable, refused.Error);
            Assert.Contains(words, refused.Message);
        }

        Refuses(BackupSecret.FromKey(new byte[32]), "another key file");
        Refuses(BackupSecret.FromPassphrase("something"), "--key-file");
    }

    [TestMethod]
    public async Task Open_with_a_passphrase_needs_that_one()
    {
        await Save(Request with { Secret = BackupSecret.FromPassphrase("Grüße, 世界") });

        using var backup = BackupFile.Open(Request.Target, BackupSecret.FromPassphrase("Grüße, 世界"));

        Assert.AreEqual((KeyDerivation.Passphrase, 600_000), (backup.Manifest.KeyDerivation.Method, backup.Manifest.KeyDerivation.Iterations));
        Assert.AreEqual("the private key", TextOf(backup, "home/Certificate/agent.pem"));
        Assert.Contains("another passphrase", Assert.ThrowsExactly<BackupException>(() => BackupFile.Open(Request.Target, BackupSecret.FromPassphrase("grüße, 世界"))).Message);
        Assert.Contains("encrypted with a passphrase", Assert.ThrowsExactly<BackupException>(() => Open(Request.Target)).Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void Open_with_a_number_of_iterations_that_would_keep_it_busy_is_refused(int iterations) =>
        Refused(
            new ForgedBackup(Secret) { Change = manifest => manifest with { KeyDerivation = manifest.KeyDerivation with { Method = KeyDerivation.Passphrase, Iterations = iterations } } }
                .AddConfiguration("C:/a"),
            "its keys");

    [TestMethod]
    public void Open_file_that_is_none_says_so()
    {
        Assert.Contains("There is no backup", Assert.ThrowsExactly<BackupException>(() => Open(PathTo("missing"))).Message);
        File.WriteAllText(PathTo("text"), "text");
        Assert.Contains("no backup", Assert.ThrowsExactly<BackupException>(() => Open(PathTo("text"))).Message);
    }

    private void Refused(ForgedBackup forged, string words)
    {
        var before = Everything();
        var file = forged.Write(PathTo("forged"));
        var refused = Assert.ThrowsExactly<BackupException>(() =>
        {
            using var backup = Open(file);
            backup.Verify(Cancellation);
        });
        Assert.AreEqual(BackupError.FileUnusable, refused.Error, refused.Message);
        Assert.Contains(words, refused.Message);
        Assert.Contains(file, refused.Message);
        File.Delete(file);
        Assert.AreEqual(before, Everything());
    }
}
