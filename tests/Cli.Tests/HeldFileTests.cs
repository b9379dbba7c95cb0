using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>
/// A record or a configuration that is good, and that somebody has open to himself, or the caller may not read. Whoever may read a file can
/// hold it: nothing is replaced or deleted because of that, and what its instance owns is no one else's.
/// </summary>
[TestClass]
public sealed class HeldFileTests : CommandTest
{
    private const string TryAgain = "Try again when no program has it open and your account may read it.";

    private string Index => Machine.Machine.Instances(Application.Tentacle);

    private string RecordOfBlue => Path.Combine(Index, "blue.config");

    public HeldFileTests() => Machine.Terminal.Variables["OCTOPUS_BACKUP_PASSPHRASE"] = "correct horse";

    [TestMethod]
    public async Task Record_is_not_replaced_by_what_it_said_before_and_its_service_is_nobodys_to_delete()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        File.Copy(RecordOfBlue, RecordOfBlue + ".previous");
        Hold();
        var before = Machine.Everything();

        var finding = Assert.ContainsSingle(await Doctor("--fix"));

        Assert.AreEqual(("RecordUnreadable", $"{RecordOfBlue} cannot be opened (somebody has it open). {TryAgain}"), (Text(finding, "Kind"), Text(finding, "Problem")));
        Assert.AreEqual((null, false, false), (Text(finding, "Mend"), finding.GetProperty("Safe").GetBoolean(), finding.GetProperty("Mended").GetBoolean()));
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Service_whose_record_may_be_in_another_file_is_not_said_to_be_a_stray()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        Machine.Store = new HeldStore(Machine.Store, Path.Combine(Index, "copy of it.config"), "blue");

        Assert.AreEqual("RecordUnreadable", Text(Assert.ContainsSingle(await Doctor()), "Kind"));
        var listed = await Machine.Run("list-instances");

        Assert.AreEqual(ExitCode.RecordUnreadable, listed.ExitCode);
        Assert.Contains($"Instance 'blue' has a service, and {Path.Combine(Index, "copy of it.config")}, which may be its record, cannot be opened", listed.Output);
        Assert.DoesNotContain("delete", listed.Output);
    }

    [TestMethod]
    public async Task Record_that_has_been_written_since_it_was_looked_at_stays()
    {
        File.Copy(RecordOfBlue, RecordOfBlue + ".previous");
        var now = (await File.ReadAllTextAsync(RecordOfBlue)) + Environment.NewLine;
        await File.WriteAllTextAsync(RecordOfBlue, "{");
        // The lock is taken after everything has been looked at.
        Machine.Store = new LateStore(Machine.Store, () => File.WriteAllText(RecordOfBlue, now));

        await Machine.Run("doctor", "--fix");

        Assert.AreEqual(now, await File.ReadAllTextAsync(RecordOfBlue));
    }

    [TestMethod]
    public async Task Configuration_is_not_replaced_by_what_it_said_before()
    {
        (await Machine.Run("configure", "--instance", "Prod A", "--port", "10942")).Succeeded();
        var file = Machine.Record("Prod A").ConfigurationFilePath;
        Assert.IsTrue(File.Exists(file + ".previous"));
        Machine.AddService("Prod A", ServiceState.Stopped);
        JsonElement finding;
        using (new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None))
            finding = Assert.ContainsSingle(await Doctor("--fix"));

        Assert.EndsWith(TryAgain, Text(finding, "Problem")!);
        Assert.AreEqual(("ConfigurationUnusable", null, false), (Text(finding, "Kind"), Text(finding, "Mend"), finding.GetProperty("Safe").GetBoolean()));
        Assert.AreEqual(10942, Machine.Settings("Prod A").Port);
    }

    [TestMethod]
    public async Task Configuration_without_a_copy_is_no_reason_to_delete_the_instance()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        Close("Prod A");

        var finding = Assert.ContainsSingle(await Doctor());

        Assert.AreEqual(("ConfigurationUnusable", null), (Text(finding, "Kind"), Text(finding, "Mend")));
    }

    [TestMethod]
    public async Task Copy_that_cannot_be_opened_is_no_reason_to_delete_the_instance()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        var file = Machine.Record("Prod A").ConfigurationFilePath;
        await File.WriteAllTextAsync(file, "<");
        Directory.CreateDirectory(file + ".previous");

        var finding = Assert.ContainsSingle(await Doctor());

        Assert.IsNull(Text(finding, "Mend"));
        Assert.Contains(file + ".previous, cannot be read", Text(finding, "Problem")!);
        Assert.EndsWith(TryAgain, Text(finding, "Problem")!);
    }

    [TestMethod]
    [DataRow("configure", "--instance", "Prod A", "--port", "10941")]
    [DataRow("configure", "--instance", "Prod A", "--home", "HOME")]
    [DataRow("create-instance", "--instance", "green", "--home", "HOME")]
    [DataRow("clone-instance", "--instance", "Prod A", "--as", "green")]
    [DataRow("delete-instance", "--instance", "Prod A", "--purge", "--yes")]
    [DataRow("restore", "--from", "BACKUPS", "--instance", "Prod A", "--overwrite", "--yes")]
    public async Task What_the_instance_of_a_held_record_owns_is_not_taken(params string[] args)
    {
        var backups = Machine.PathTo("backups");
        (await Machine.Run("backup", "--instance", "Prod A", "--to", backups)).Succeeded();
        Hold();

        await Refused(
            ExitCode.RecordUnreadable, $"{RecordOfBlue} cannot be opened (somebody has it open), so nobody knows what its instance owns, and nothing has been changed.", TryAgain,
            [.. args.Select(arg => arg == "BACKUPS" ? backups : arg == "HOME" ? Machine.Record("blue").Home! : arg)]);
    }

    [TestMethod]
    [DataRow("service", "--restart", "--instance", "Prod A")]
    [DataRow("configure", "--instance", "Prod A", "--log-level", "Debug")]
    public async Task What_concerns_no_other_instance_goes_on(params string[] args)
    {
        Machine.AddService("Prod A", ServiceState.Running);
        Hold();

        (await Machine.Run(args)).Succeeded();
    }

    [TestMethod]
    public async Task Home_that_only_a_closed_configuration_knows_may_be_the_one_to_be_deleted()
    {
        Machine.Store.Rename("blue", Machine.Record("blue") with { Home = null });
        Close("blue");

        await Refused(
            ExitCode.ConfigurationUnusable, $"The configuration of instance 'blue', {Machine.Record("blue").ConfigurationFilePath}, cannot be read", TryAgain,
            "delete-instance", "--instance", "Prod A", "--purge", "--yes");
    }

    [TestMethod]
    public async Task Nothing_is_purged_while_nobody_knows_where_the_applications_are()
    {
        Close("Prod A");

        await Refused(ExitCode.ConfigurationUnusable, Machine.Record("Prod A").ConfigurationFilePath, TryAgain, "delete-instance", "--instance", "Prod A", "--purge", "--yes");
    }

    [TestMethod]
    public async Task Settings_of_the_watchdog_are_not_written_anew()
    {
        (await Machine.Run("watchdog", "create", "--interval", "7", "--instances", "blue")).Succeeded();
        var file = Path.Combine(Machine.Machine.Path, "Tentacle", "Watchdog.config");
        using var held = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);

        var result = await Machine.Run("watchdog", "create", "--interval", "9");

        Assert.AreEqual(ExitCode.ConfigurationUnusable, result.ExitCode);
        Assert.EndsWith(TryAgain, Assert.ContainsSingle(result.ErrorLines));
        Assert.IsFalse(File.Exists(file + ".previous"));
    }

    private void Hold() => Machine.Store = new HeldStore(Machine.Store, RecordOfBlue, "blue");

    // No reader gets past a folder, and none waits for it.
    private void Close(string instance)
    {
        var file = Machine.Record(instance).ConfigurationFilePath;
        File.Delete(file);
        Directory.CreateDirectory(file);
    }

    private async Task<JsonElement[]> Doctor(params string[] more)
    {
        var result = await Machine.Run(["doctor", "--format", "json", .. more]);
        Assert.AreEqual(ExitCode.ProblemsFound, result.ExitCode, result.Error);
        return [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
    }

    private static string? Text(JsonElement finding, string property) => finding.GetProperty(property).GetString();

    /// <summary>An index in which something happens as soon as it is locked.</summary>
    private sealed class LateStore(IInstanceStore inner, Action locked) : IInstanceStore
    {
        public Application Application => inner.Application;

        public InstanceIndex Read() => inner.Read();

        public IDisposable Lock()
        {
            locked();
            return inner.Lock();
        }

        public void RequireFree(InstanceRecord record) => inner.RequireFree(record);

        public void Add(InstanceRecord record) => inner.Add(record);

        public void Rename(string name, InstanceRecord record) => inner.Rename(name, record);

        public void Remove(string name) => inner.Remove(name);
    }
}
