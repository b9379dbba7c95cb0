using System.Text.Json;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Commands;

/// <summary>A script of an administrator, from an empty machine to five instances and through their lives, with nothing but commands.</summary>
[TestClass, MachineTest]
public sealed class When_a_machine_is_scripted
{
    private static readonly Dictionary<string, JsonElement> Before = [];
    private static readonly Dictionary<string, JsonElement> After = [];

    private static MsiResult upgrade = null!;
    private static CommandResult doctorBefore = null!;
    private static CommandResult doctorAfter = null!;
    private static CommandResult stopAll = null!;
    private static string thumbprintBefore = null!;
    private static string thumbprintAfter = null!;
    private static CommandResult verified = null!;

    [ClassInitialize]
    public static async Task Script(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_machine_is_scripted));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);

        tentacle.Do("create-instance");
        tentacle.Do("create-instance", "--instance", "Prod A", "--port", "11101");
        tentacle.Do("create-instance", "--instance", "R&D (x86)");
        tentacle.Do("clone-instance", "--instance", "Prod A", "--as", "Größe");
        tentacle.Do("create-instance", "--instance", "idle");
        tentacle.Do("configure", "--instance", "idle", "--app", Path.Combine(Path.GetTempPath(), "apps of idle"));
        tentacle.Do("service", "--install", "--instance", "*");
        tentacle.Do("service", "--reconfigure", "--username", "LocalService", "--start-type", "manual", "--instance", "idle");
        tentacle.Do("service", "--start", "--instance", "Tentacle", "--instance", "Prod A", "--instance", "R&D (x86)", "--instance", "Größe");
        doctorBefore = tentacle.Try("doctor");
        tentacle.Do("rename-instance", "--instance", "R&D (x86)", "--as", "Research");

        // Saved while it runs, taken away with everything it has, and put back.
        var backups = Directory.CreateTempSubdirectory("backups of a journey ").FullName;
        var key = Path.Combine(backups, "keys", "backup.key");
        thumbprintBefore = tentacle.Do("show-thumbprint", "--instance", "Größe");
        tentacle.Do("backup", "--instance", "*", "--to", backups, "--new-key-file", key);
        tentacle.Do("delete-instance", "--instance", "Größe", "--purge", "--yes");
        verified = tentacle.Try("verify-backup", "--from", Directory.GetFiles(backups, "größe-*").Single(), "--key-file", key);
        tentacle.Do("restore", "--from", backups, "--instance", "Größe", "--key-file", key);
        tentacle.Do("service", "--install", "--start", "--instance", "Größe", "--username", "virtual");
        thumbprintAfter = tentacle.Do("show-thumbprint", "--instance", "Größe");
        Directory.Delete(backups, recursive: true);
        List(tentacle, Before);

        upgrade = msiexec.Install(Package.New);
        List(tentacle, After);
        doctorAfter = tentacle.Try("doctor", "--format", "json");
        stopAll = tentacle.Try("service", "--stop", "--instance", "*", "--format", "json");
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_machine_is_scripted)} clean-up"));

    [TestMethod]
    public void Five_instances_are_there_and_four_are_healthy()
    {
        CollectionAssert.AreEquivalent(new[] { "Tentacle", "Prod A", "Research", "Größe", "idle" }, Before.Keys);
        foreach (var name in Before.Keys.Except(["idle"]))
            Assert.AreEqual(("Healthy", "1.0.0"), (Text(Before[name], "Health"), Text(Before[name], "Version")), name);
    }

    [TestMethod]
    public void An_instance_that_was_restored_is_who_it_was()
    {
        Assert.AreEqual(0, verified.ExitCode, verified.Error);
        Assert.AreEqual(thumbprintBefore, thumbprintAfter);
        Assert.AreEqual(@"NT SERVICE\OctopusDeploy Tentacle: Größe", Text(Before["Größe"], "Account"));
    }

    [TestMethod]
    public void Each_is_as_it_was_told_to_be()
    {
        Assert.AreEqual(11101, Before["Prod A"].GetProperty("Port").GetInt32());
        Assert.AreEqual(("Stopped", "Manual", @"NT AUTHORITY\LocalService"), (Text(Before["idle"], "State"), Text(Before["idle"], "StartType"), Text(Before["idle"], "Account")));
        Assert.AreEqual("OctopusDeploy Tentacle: Research", Text(Before["Research"], "Service"));
        Assert.HasCount(5, Before.Values.Select(row => row.GetProperty("Port").GetInt32()).Distinct().ToList());
        Assert.IsNull(ServiceTable.Manager.Find("OctopusDeploy Tentacle: R&D (x86)"));
    }

    [TestMethod]
    public void Doctor_finds_nothing_before_and_after()
    {
        Assert.AreEqual((0, "5 instances, nothing to mend."), (doctorBefore.ExitCode, doctorBefore.Output.Trim()));
        Assert.AreEqual((0, "[]"), (doctorAfter.ExitCode, doctorAfter.Output.Trim()));
    }

    [TestMethod]
    public void An_upgrade_brings_all_that_ran_back()
    {
        Assert.AreEqual(MsiResult.Success, upgrade.ExitCode);
        foreach (var name in After.Keys.Except(["idle"]))
            Assert.AreEqual(("Healthy", "1.1.0"), (Text(After[name], "Health"), Text(After[name], "Version")), name);
        Assert.AreEqual(("Stopped", "Manual", @"NT AUTHORITY\LocalService"), (Text(After["idle"], "State"), Text(After["idle"], "StartType"), Text(After["idle"], "Account")));
    }

    [TestMethod]
    public void All_stop_with_one_command_and_each_tells()
    {
        Assert.AreEqual(0, stopAll.ExitCode, stopAll.Error);
        Assert.AreEqual(5, JsonDocument.Parse(stopAll.Output).RootElement.GetProperty("Instances").GetArrayLength());
        foreach (var service in ServiceTable.Ours())
            Assert.AreEqual(ServiceState.Stopped, service.State, service.Name);
    }

    private static void List(TentacleExe tentacle, Dictionary<string, JsonElement> rows)
    {
        foreach (var row in JsonDocument.Parse(tentacle.Do("list-instances", "--format", "json")).RootElement.EnumerateArray())
            rows.Add(Text(row, "InstanceName")!, row);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
