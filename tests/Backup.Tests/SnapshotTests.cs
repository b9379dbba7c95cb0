using Octopus.Backup;
using Octopus.Backup.Reading;
using Octopus.Backup.Saving;

namespace Octopus.Tests.Backup;

/// <summary>Backups of an instance that runs, and writes, meanwhile.</summary>
[TestClass]
public sealed class SnapshotTests : BackupTest
{
    [TestMethod]
    public async Task Take_while_two_files_are_written_together_copies_them_of_one_moment()
    {
        // First is written before last, always. Copies of each at its own time would have a last that is newer.
        var large = new byte[4_000_000];
        Random.Shared.NextBytes(large);
        await File.WriteAllBytesAsync(Path.Combine(Home, "between"), large, Cancellation);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(
            async () =>
            {
                for (var number = 0; !done.IsCancellationRequested; number++)
                {
                    Add("a first", $"{number}");
                    Add("z last", $"{number}");
                    await Task.Delay(TimeSpan.FromMilliseconds(number % 20 == 0 ? 800 : 5), TimeProvider.System, CancellationToken.None);
                }
            },
            Cancellation);
        while (!File.Exists(Path.Combine(Home, "z last")))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);

        for (var round = 0; round < 3; round++)
        {
            var target = PathTo($"{round}.octobackup");
            await SaveBetweenWrites(target);
            using var backup = Open(target);
            var (first, last) = (Number(backup, "home/a first"), Number(backup, "home/z last"));
            Assert.IsTrue(first == last || first == last + 1, $"{first} {last}");
        }

        await done.CancelAsync();
        await writer;
    }

    // On a machine that is so busy that no look fits between two writes it refuses, which is right and not what is looked at here.
    private async Task SaveBetweenWrites(string target)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Save(Request with { Target = target });
                return;
            }
            catch (BackupException busy) when (busy.Error == BackupError.Changing && tries < 10)
            {
                File.Delete(target);
            }
        }
    }

    [TestMethod]
    public async Task Take_while_a_file_changes_all_the_time_names_it_and_what_to_do()
    {
        using var done = new CancellationTokenSource();
        // Or the test would go on in the writer's thread, and there would be no writer.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var path = Path.Combine(Home, "busy.dat");
        // So long to read that the writer has its turn, however busy the machine is.
        await File.WriteAllBytesAsync(path, new byte[16_000_000], Cancellation);
        var writer = Task.Run(
            () =>
            {
                // In place and always as long: only reading it tells.
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                for (var number = 0; !done.IsCancellationRequested; number++)
                {
                    file.Position = number % 2 == 0 ? 0 : file.Length - sizeof(int);
                    file.Write(BitConverter.GetBytes(number));
                    begun.TrySetResult();
                }
            },
            Cancellation);
        await begun.Task;

        var refused = await Assert.ThrowsExactlyAsync<BackupException>(() => Save(Request));

        await done.CancelAsync();
        await writer;
        Assert.AreEqual(BackupError.Changing, refused.Error);
        Assert.Contains(path, refused.Message);
        Assert.Contains("--stop", refused.Message);
    }

    [TestMethod]
    public async Task Take_sees_a_change_that_left_length_and_time_as_they_were()
    {
        var path = Path.Combine(Home, "data.db");
        await File.WriteAllTextAsync(path, "one", Cancellation);
        var written = File.GetLastWriteTimeUtc(path);
        var file = Request.Search.Find().Files.Single(found => found.FullPath == path);
        var copy = StagedFile.Copy(file, PathTo("copy"), Secret.NewKeys(), Cancellation);
        Assert.IsTrue(copy.IsStill(file, Cancellation));

        await File.WriteAllTextAsync(path, "two", Cancellation);
        File.SetLastWriteTimeUtc(path, written);

        Assert.IsFalse(copy.IsStill(file, Cancellation));
    }

    [TestMethod]
    public void Copy_is_not_led_elsewhere_by_a_link_in_its_place()
    {
        var victim = PathTo("victim");
        File.WriteAllText(victim, "precious");
        File.CreateSymbolicLink(PathTo("copy"), victim);
        var file = Request.Search.Find().Files[0];

        Assert.ThrowsExactly<IOException>(() => StagedFile.Copy(file, PathTo("copy"), Secret.NewKeys(), Cancellation));

        Assert.AreEqual("precious", File.ReadAllText(victim));
    }

    [TestMethod]
    public async Task Copies_have_names_that_nobody_can_foresee()
    {
        var names = new HashSet<string>();
        for (var round = 0; round < 2; round++)
        {
            var staging = Directory.CreateDirectory(PathTo($"staging{round}")).FullName;
            var snapshot = new Snapshot(Request.Search, staging, Secret.NewKeys(), TimeProvider.System);
            await snapshot.Take(Cancellation);
            Assert.IsTrue(snapshot.Copies.All(copy => names.Add(Path.GetFileName(copy.Path))));
        }

        Assert.IsGreaterThanOrEqualTo(6, names.Count);
    }

    [TestMethod]
    public async Task Take_of_a_log_that_grows_saves_what_was_there_when_its_copy_began()
    {
        using var done = new CancellationTokenSource();
        var writer = Task.Run(
            () =>
            {
                using var log = new StreamWriter(new FileStream(Path.Combine(Home, "Logs", "OctopusTentacle.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
                for (var number = 0; !done.IsCancellationRequested; number++)
                {
                    log.Write($"\n{number}");
                    log.Flush();
                }
            },
            Cancellation);

        await Save(Request with { WithLogs = true });

        await done.CancelAsync();
        await writer;
        using var backup = Open(Request.Target);
        StringAssert.StartsWith(TextOf(backup, "home/Logs/OctopusTentacle.txt"), "a line of the log");
    }

    [TestMethod]
    public async Task Take_with_a_file_that_goes_leaves_it_out()
    {
        var path = Path.Combine(Home, "goes.txt");
        await File.WriteAllTextAsync(path, "", Cancellation);
        var keys = Secret.NewKeys();
        var folder = Directory.CreateDirectory(PathTo("staging")).FullName;
        var snapshot = new Snapshot(Request.Search, folder, keys, TimeProvider.System);
        await snapshot.Take(Cancellation);
        File.Delete(path);

        await snapshot.Take(Cancellation);

        Assert.IsFalse(snapshot.Copies.Any(copy => copy.Entry.Path == "home/goes.txt"));
        Assert.HasCount(snapshot.Copies.Count(), Directory.GetFiles(folder));
    }

    private int Number(BackupFile backup, string path) => int.Parse(TextOf(backup, path), System.Globalization.CultureInfo.InvariantCulture);
}
