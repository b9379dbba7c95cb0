using Octopus.Backup;
using Octopus.Backup.Restoring;

namespace Octopus.Tests.Backup;

/// <summary>A restore that fails, or is killed, after each of its steps, with the configuration in the home and outside.</summary>
[TestClass]
public sealed class InterruptedRestoreTests : BackupTest
{
    /// <summary>More than there are.</summary>
    private const int Steps = 24;

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(true, true)]
    [DataRow(false, false)]
    [DataRow(false, true)]
    public async Task Run_that_fails_before_it_is_done_leaves_everything_as_it_was(bool replaces, bool configurationElsewhere)
    {
        using var backup = Open(await Saved());
        Add("DeploymentJournal.xml", "since the backup");
        var before = Everything();
        var failures = 0;
        for (var step = 0; step < Steps; step++)
        {
            if (!RunUntil(step, () => throw new IOException("no more"), backup, replaces, configurationElsewhere, out var last))
                break;
            if (last >= RestoreStep.Committed)
                break;
            failures++;
            Assert.AreEqual(before, Everything(), $"{step} {last}");
        }

        Assert.IsGreaterThanOrEqualTo(4, failures);
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(true, true)]
    [DataRow(false, false)]
    [DataRow(false, true)]
    public async Task Recover_after_a_kill_gives_the_old_instance_until_the_restore_is_done_and_the_new_one_then(bool replaces, bool configurationElsewhere)
    {
        using var backup = Open(await Saved());
        Add("DeploymentJournal.xml", "since the backup");
        var before = Everything();
        var (kept, killed) = (PathTo("machine"), PathTo("..", Path.GetFileName(PathTo()) + "-killed"));
        var clean = killed + "-clean";
        Copy(kept, clean);
        var reached = new List<RestoreStep>();
        for (var step = 0; step < Steps; step++)
        {
            // What a power cut would leave after this step.
            var more = RunUntil(step, () => Copy(kept, killed), backup, replaces, configurationElsewhere, out var last);
            if (!more)
                break;
            reached.Add(last);
            Move(killed, kept);

            var problems = new List<string>();
            var told = Journals.Read().SelectMany(InstanceRestore.ToRecover).ToList();
            var places = Journals.Read().SelectMany(journal => journal.Renames).SelectMany(rename => new[] { rename.From, rename.To }).Distinct()
                .ToDictionary(path => path, Contents);
            foreach (var journal in Journals.Read())
                Assert.AreEqual(last >= RestoreStep.Committed, Restore.Recover(journal, problems.Add));

            Assert.IsEmpty(problems);
            Assert.IsEmpty(Journals.Read());
            // Whoever was shown the plan knew of each, of the folder that it is in, or of what is in it.
            foreach (var (path, _) in places.Where(place => Contents(place.Key) != place.Value))
                Assert.IsTrue(told.Exists(change => Names(change, path)), $"{last}: {path} has changed, and told was: {string.Join("; ", told)}");
            var journalText = last >= RestoreStep.Committed ? "<deployments/>" : "since the backup";
            if (last < RestoreStep.Committed)
                Assert.AreEqual(before, Everything(), $"{step} {last}");
            else
                Assert.AreEqual(journalText, await File.ReadAllTextAsync(Path.Combine(replaces ? Home : Copied, "DeploymentJournal.xml"), Cancellation));
            Assert.IsFalse(Directory.EnumerateFileSystemEntries(kept, "*", SearchOption.AllDirectories).Any(path => path.EndsWith(".replaced", StringComparison.Ordinal) || path.EndsWith(".restoring", StringComparison.Ordinal)));
            Copy(clean, killed);
            Move(killed, kept);
        }

        Directory.Delete(clean, recursive: true);
        CollectionAssert.IsSubsetOf(Enum.GetValues<RestoreStep>(), reached);
    }

    [TestMethod]
    public async Task Recover_that_is_killed_itself_can_be_repeated()
    {
        using var backup = Open(await Saved());
        var before = Everything();
        var (kept, killed) = (PathTo("machine"), PathTo("..", Path.GetFileName(PathTo()) + "-killed"));
        RunUntil(3, () => Copy(kept, killed), backup, replaces: true, configurationElsewhere: false, out _);
        Move(killed, kept);
        var journal = Assert.ContainsSingle(Journals.Read());
        Assert.AreEqual(RestorePhase.Renaming, journal.Phase);

        // Killed when the renames are undone and half of what was unpacked is deleted.
        Restore.Recover(journal, Assert.Fail);
        Directory.CreateDirectory(Home + ".restoring");
        Journals.Write(journal with { Phase = RestorePhase.Staging });
        Restore.Recover(Assert.ContainsSingle(Journals.Read()), Assert.Fail);

        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    public async Task Run_after_an_interrupted_restore_of_the_instance_refuses_until_that_is_recovered()
    {
        using var backup = Open(await Saved());
        var (kept, killed) = (PathTo("machine"), PathTo("..", Path.GetFileName(PathTo()) + "-killed"));
        RunUntil(1, () => Copy(kept, killed), backup, replaces: true, configurationElsewhere: false, out _);
        Move(killed, kept);

        var refused = Assert.ThrowsExactly<BackupException>(() => Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => { }, Assert.Fail, Cancellation));

        Assert.AreEqual(BackupError.Interrupted, refused.Error);
        Assert.Contains("restore --recover", refused.Message);
    }

    [TestMethod]
    public async Task Run_while_another_restore_of_the_instance_is_in_progress_is_refused_and_so_is_its_recovery()
    {
        using var backup = Open(await Saved());
        var refusals = new List<BackupError>();
        void Refused(Action second) => refusals.Add(Assert.ThrowsExactly<BackupException>(second).Error);

        Restore.Run(
            RestoreTo(backup, Name, Home, replaces: true),
            step =>
            {
                if (step is not (RestoreStep.Begun or RestoreStep.Staged))
                    return;
                Refused(() => Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => { }, Assert.Fail, Cancellation));
                Refused(() => Restore.Recover(Assert.ContainsSingle(Journals.Read()), Assert.Fail));
            },
            Assert.Fail,
            Cancellation);

        CollectionAssert.AreEqual(Enumerable.Repeat(BackupError.Interrupted, 4).ToArray(), refusals);
        Assert.IsEmpty(Journals.Read());
        Assert.AreEqual("<deployments/>", await File.ReadAllTextAsync(Path.Combine(Home, "DeploymentJournal.xml"), Cancellation));
    }

    [TestMethod]
    public async Task Run_that_is_cancelled_while_it_unpacks_leaves_everything_as_it_was()
    {
        using var backup = Open(await Saved());
        var before = Everything();
        using var cancelled = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Restore.Run(RestoreTo(backup, Name, Home, replaces: true), _ => cancelled.Cancel(), Assert.Fail, cancelled.Token));

        Assert.AreEqual(before, Everything());
    }

    [TestMethod]
    public void A_journal_that_cannot_be_read_says_what_to_do_by_hand()
    {
        Directory.CreateDirectory(Machine.Restores);
        File.WriteAllText(Path.Combine(Machine.Restores, "Tentacle-prod-a.json"), "{");

        var refused = Assert.ThrowsExactly<BackupException>(() => Journals.Read());

        Assert.Contains("'.replaced'", refused.Message);
    }

    private string Copied => PathTo("machine", "Tentacle", "Homes", "copy");

    /// <summary>Restores until the step of a number, does something there, and goes on; whether there was that step, and which it was.</summary>
    private bool RunUntil(int number, Action then, Octopus.Backup.Reading.BackupFile backup, bool replaces, bool configurationElsewhere, out RestoreStep last)
    {
        var count = 0;
        var reached = (RestoreStep?)null;
        var home = replaces ? Home : Copied;
        var configuration = configurationElsewhere ? PathTo("machine", "elsewhere.config") : null;
        try
        {
            Restore.Run(
                RestoreTo(backup, replaces ? Name : "Copy", home, replaces, configuration),
                step =>
                {
                    if (count++ != number)
                        return;
                    reached = step;
                    then();
                },
                Assert.Fail,
                Cancellation);
        }
        catch (IOException failure) when (failure.Message == "no more")
        {
            // The failure that the test makes.
        }

        last = reached ?? RestoreStep.Cleaned;
        return reached is not null;
    }

    private static bool Names(string change, string path) =>
        change.Split(' ', ',').Any(word => path == word || IsIn(word, path) || (word.Length > 1 && IsIn(path, word)));

    private static bool IsIn(string path, string folder) => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Contents(string path) =>
        File.Exists(path) ? File.ReadAllText(path) : Directory.Exists(path) ? Everything(path) + "folder" : "";

    private static void Move(string from, string to)
    {
        Directory.Delete(to, recursive: true);
        Directory.Move(from, to);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
