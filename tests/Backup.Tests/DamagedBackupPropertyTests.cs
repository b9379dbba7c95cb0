using CsCheck;
using Octopus.Backup;
using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;

namespace Octopus.Tests.Backup;

/// <summary>What holds for any file in place of a backup: it is refused by name, and nothing is written or replaced.</summary>
[TestClass]
public sealed class DamagedBackupPropertyTests : BackupTest
{
    private static readonly Gen<Damage> AnyDamage = Gen.OneOf(
        Gen.Select(Gen.Double[0, 1], Gen.Byte, (at, value) => new Damage("byte", at, 0, [value])),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 7], (at, bit) => new Damage("bit", at, bit, [])),
        Gen.Select(Gen.Double[0, 1], at => new Damage("cut", at, 0, [])),
        Gen.Select(Gen.Double[0, 1], Gen.Byte.Array[1, 20], (at, bytes) => new Damage("insert", at, 0, bytes)),
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 200], (at, count) => new Damage("remove", at, count, [])),
        // The end holds the archive's own tables.
        Gen.Select(Gen.Double[0.9, 1], Gen.Byte, (at, value) => new Damage("byte", at, 0, [value])));

    [TestMethod]
    public async Task Restore_of_a_damaged_backup_is_refused_or_restores_exactly_what_was_saved()
    {
        Add("Files/package.zip", "smaller");
        var whole = await File.ReadAllBytesAsync(await Saved(), Cancellation);
        var path = PathTo("damaged");
        var before = Everything();
        var refusals = 0;

        AnyDamage.Array[1, 3].Sample(
            damages =>
            {
                var bytes = damages.Aggregate(whole, (file, damage) => damage.Do(file));
                File.WriteAllBytes(path, bytes);
                try
                {
                    _ = BackupFile.Peek(path);
                }
                catch (BackupException refused)
                {
                    Assert.AreEqual(BackupError.FileUnusable, refused.Error);
                }

                try
                {
                    using var backup = Open(path);
                    Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => { }, Assert.Fail, Cancellation);
                    // What was damaged means nothing: a time in the archive, for instance.
                    Assert.AreEqual("smaller", File.ReadAllText(Path.Combine(Home, "Files", "package.zip")));
                    Assert.AreEqual("the private key", File.ReadAllText(Path.Combine(Home, "Certificate", "agent.pem")));
                    Add("Work/1/script.ps1", "exit 1");
                }
                catch (BackupException refused)
                {
                    Assert.Contains(path, refused.Message);
                    refusals++;
                }

                File.Delete(path);
                Assert.AreEqual(before, Everything());
            },
            iter: 1_500,
            threads: 1,
            print: damages => string.Join(", ", damages.Select(damage => damage.ToString())));

        Assert.IsGreaterThan(500, refusals);
    }

    [TestMethod]
    public void Open_any_bytes_refuses_them() =>
        Gen.Byte.Array[0, 400].Sample(
            bytes =>
            {
                File.WriteAllBytes(PathTo("bytes"), bytes);
                Assert.AreEqual(BackupError.FileUnusable, Assert.ThrowsExactly<BackupException>(() => Open(PathTo("bytes"))).Error);
            },
            iter: 500,
            threads: 1,
            print: Convert.ToHexString);

    [TestMethod]
    public void Restore_of_a_backup_with_any_paths_writes_nothing_outside_the_home()
    {
        var segment = Gen.OneOf(
            Gen.OneOf("..", ".", "", "a", "A", "b.txt", "C:", "con", "nul.txt", "a:b", "Certificate", "Tentacle.config", "a.", "a ", "~", "%TEMP%", @"a\..\..\b"),
            Gen.String[0, 6]);
        var round = 0;
        Gen.Select(Gen.OneOf("home/", "home", "configuration/", "", "/", "HOME/"), segment.Array[0, 4], (start, rest) => start + string.Join('/', rest))
            // The archive itself has no entry without a name.
            .Where(path => path.Length > 0).Array[1, 4].Sample(
            paths =>
            {
                var forged = new ForgedBackup(Secret).AddConfiguration("C:/a");
                foreach (var path in paths)
                    forged.Add(path, "evil");
                var (file, home) = (PathTo("forged"), PathTo("outside", $"{round++}", "home"));
                Directory.CreateDirectory(Path.GetDirectoryName(home)!);
                try
                {
                    forged.Write(file);
                    using var backup = Open(file);
                    Assert.IsTrue(backup.Manifest.Entries.All(entry => EntryPath.Refusal(entry.Path) is null));
                    Restore.Run(RestoreTo(backup, $"Copy {round}", home, replaces: false), _ => { }, Assert.Fail, Cancellation);
                    Store.Remove($"Copy {round}");
                    Assert.AreEqual(home, Assert.ContainsSingle(Directory.GetFileSystemEntries(Path.GetDirectoryName(home)!)));
                }
                catch (BackupException refused)
                {
                    Assert.AreEqual(BackupError.FileUnusable, refused.Error);
                    Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(home)!));
                }
                catch (ArgumentException notWritten) when (!File.Exists(file) || notWritten.Source is "System.IO.Compression")
                {
                    // An archive cannot have that name at all.
                }
                finally
                {
                    File.Delete(file);
                }
            },
            iter: 400,
            threads: 1);
    }

    private sealed record Damage(string Kind, double Place, int Number, byte[] Bytes)
    {
        public byte[] Do(byte[] file)
        {
            if (file.Length == 0)
                return file;
            var at = Math.Min((int)(Place * file.Length), file.Length - 1);
            byte[] With(byte value) => [.. file[..at], value, .. file[(at + 1)..]];
            return Kind switch
            {
                "byte" => With(Bytes[0]),
                "bit" => With((byte)(file[at] ^ (1 << Number))),
                "cut" => file[..at],
                "insert" => [.. file[..at], .. Bytes, .. file[at..]],
                _ => [.. file[..at], .. file[Math.Min(file.Length, at + Number)..]],
            };
        }
    }
}
