using System.Text.Json;
using Octopus.Instances;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Commands;

/// <summary>The longest names and the strangest that are allowed, through a whole life: each name as the list for programs gives it.</summary>
[TestClass, MachineTest]
public sealed class When_names_are_long_or_strange
{
    // As long as a name can be, in letters of one, three and four bytes, and with everything that means something to a shell.
    private static readonly string[] Names =
    [
        new('n', InstanceName.MaximumLength),
        string.Concat(Enumerable.Repeat("阪", InstanceName.MaximumLength)),
        string.Concat(Enumerable.Repeat("🐙", InstanceName.MaximumLength / 2)),
        "R&D ^ (ı) ! ; , $x @ {y} [z] ~ = + # Ελλάδα",
        "אבג \u00E9",
    ];

    private static readonly Dictionary<string, JsonElement> Before = [];
    private static readonly Dictionary<string, JsonElement> After = [];
    private static readonly List<string> Thumbprints = [];

    private static MsiResult upgrade = null!;
    private static string[] renamed = null!;
    private static string[] left = null!;
    private static CommandResult twin = null!;

    [ClassInitialize]
    public static async Task Live(TestContext _)
    {
        var evidence = new Evidence(nameof(When_names_are_long_or_strange));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var name in Names)
        {
            tentacle.Do("create-instance", "--instance", name);
            tentacle.Do("new-certificate", "--instance", name);
            tentacle.Do("service", "--install", "--start", "--instance", name);
        }

        twin = tentacle.Try("create-instance", "--instance", Names[^1].Normalize(System.Text.NormalizationForm.FormD));
        List(tentacle, Before);
        upgrade = msiexec.Install(Package.New);
        List(tentacle, After);

        // From here on every name is one that the list gave.
        var backups = Directory.CreateTempSubdirectory("backups of names ").FullName;
        var key = Path.Combine(backups, "keys", "backup.key");
        tentacle.Do("backup", "--instance", "*", "--to", backups, "--new-key-file", key);
        foreach (var name in After.Keys)
        {
            var other = $"{name[..^2]}zz";
            // A record that is marked read-only keeps nobody from what he may do.
            File.SetAttributes(RecordOf(name), FileAttributes.ReadOnly);
            tentacle.Do("rename-instance", "--instance", name, "--as", other);
            tentacle.Do("clone-instance", "--instance", other, "--as", $"{name[..^2]}yy");
            tentacle.Do("delete-instance", "--instance", $"{name[..^2]}yy", "--purge", "--yes");
        }

        renamed = [.. Listed(tentacle).Select(row => $"{Text(row, "InstanceName")} {Text(row, "Health")}")];
        foreach (var row in Listed(tentacle))
        {
            File.SetAttributes(RecordOf(Text(row, "InstanceName")), FileAttributes.ReadOnly);
            tentacle.Do("delete-instance", "--instance", Text(row, "InstanceName"), "--purge", "--yes");
        }

        tentacle.Do("restore", "--from", backups, "--instance", "*", "--key-file", key);
        left = [.. Listed(tentacle).Select(row => $"{Text(row, "InstanceName")} {Text(row, "Service")}")];
        foreach (var name in Names)
            Thumbprints.Add(tentacle.Do("show-thumbprint", "--instance", name));
        Directory.Delete(backups, recursive: true);
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_names_are_long_or_strange)} clean-up"));

    [TestMethod]
    public void Every_one_runs_under_its_name() => AllHealthy(Before, "1.0.0");

    [TestMethod]
    public void Every_one_comes_back_from_an_upgrade()
    {
        Assert.AreEqual(MsiResult.Success, upgrade.ExitCode);
        AllHealthy(After, "1.1.0");
    }

    [TestMethod]
    public void Every_one_runs_under_another_name() =>
        CollectionAssert.AreEquivalent(Names.Select(name => $"{name[..^2]}zz Healthy").ToArray(), renamed);

    [TestMethod]
    public void Every_one_is_restored_as_who_it_was()
    {
        CollectionAssert.AreEquivalent(Names.Select(name => $"{name} ").ToArray(), left);
        Assert.HasCount(Names.Length, Thumbprints.Distinct().ToList());
        Assert.IsEmpty(ServiceTable.Ours());
    }

    [TestMethod]
    public void A_letter_and_its_accent_are_one_name()
    {
        Assert.AreEqual(4, twin.ExitCode, twin.Output);
        Assert.Contains($"There is an instance '{Names[^1]}' already.", twin.Error);
    }

    private static void AllHealthy(Dictionary<string, JsonElement> rows, string version)
    {
        CollectionAssert.AreEquivalent(Names, rows.Keys);
        foreach (var (name, row) in rows)
            Assert.AreEqual(("Healthy", version, Application.Tentacle.ServiceName(name)), (Text(row, "Health"), Text(row, "Version"), Text(row, "Service")), name);
    }

    private static string RecordOf(string name) =>
        Path.Combine(MachineFolder.Current().Instances(Application.Tentacle), $"{InstanceName.Slug(name)}.config");

    private static void List(TentacleExe tentacle, Dictionary<string, JsonElement> rows)
    {
        foreach (var row in Listed(tentacle))
            rows.Add(Text(row, "InstanceName"), row);
    }

    private static List<JsonElement> Listed(TentacleExe tentacle) =>
        [.. JsonDocument.Parse(tentacle.Do("list-instances", "--format", "json")).RootElement.EnumerateArray()];

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
