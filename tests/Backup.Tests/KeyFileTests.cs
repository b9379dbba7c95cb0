using Octopus.Backup;
using Octopus.Backup.Secrets;
using Octopus.Services;

namespace Octopus.Tests.Backup;

[TestClass]
public sealed class KeyFileTests : BackupTest
{
    [TestMethod]
    public async Task Create_makes_a_key_in_a_folder_for_administrators_that_opens_what_it_encrypts()
    {
        var path = PathTo("keys", "backup.key");

        KeyFile.Create(path, Protection);

        CollectionAssert.Contains(Protection.Protected, (PathTo("keys"), FolderAccess.AdministratorsOnly));
        Assert.HasCount(32, await File.ReadAllBytesAsync(path, Cancellation));
        await Save(Request with { Secret = KeyFile.Read(path) });
        using var backup = Octopus.Backup.Reading.BackupFile.Open(Request.Target, KeyFile.Read(path));
        Assert.AreEqual(Name, backup.Manifest.InstanceName);
    }

    [TestMethod]
    public void Create_overwrites_no_key()
    {
        var path = PathTo("keys", "backup.key");
        KeyFile.Create(path, Protection);
        var before = Everything();

        Assert.AreEqual(BackupError.AlreadyExists, Assert.ThrowsExactly<BackupException>(() => KeyFile.Create(path, Protection)).Error);

        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    public void Create_in_a_folder_that_others_may_use_refuses_and_names_them()
    {
        Directory.CreateDirectory(PathTo("open"));
        Protection.Plant(PathTo("open"), "Users");

        var refused = Assert.ThrowsExactly<BackupException>(() => KeyFile.Create(PathTo("open", "backup.key"), Protection));

        Assert.AreEqual(BackupError.SecretUnusable, refused.Error);
        Assert.Contains("Users", refused.Message);
        Assert.IsEmpty(Directory.GetFiles(PathTo("open")));
    }

    [TestMethod]
    public void Create_in_a_folder_that_somebody_makes_in_the_same_moment_refuses()
    {
        var quick = new QuickStranger(Protection, PathTo("keys"));

        Assert.ThrowsExactly<IOException>(() => KeyFile.Create(PathTo("keys", "backup.key"), quick));

        Assert.IsEmpty(Directory.GetFiles(PathTo("keys")));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(31)]
    [DataRow(65 * 1024)]
    public void Read_file_of_another_length_refuses_it(int length)
    {
        File.WriteAllBytes(PathTo("key"), new byte[length]);

        Assert.Contains($"{length} bytes", Assert.ThrowsExactly<BackupException>(() => KeyFile.Read(PathTo("key"))).Message);
    }

    [TestMethod]
    public void Read_file_that_is_missing_says_so() =>
        Assert.Contains("is missing", Assert.ThrowsExactly<BackupException>(() => KeyFile.Read(PathTo("key"))).Message);
}
