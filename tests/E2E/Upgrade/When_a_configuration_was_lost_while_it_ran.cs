using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Four instances run. The configuration of one is gone for good; of two others it was cut and emptied, and the copy beside it is whole. Twice
/// an upgrade comes: one that shall not begin then, and one that goes on.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_configuration_was_lost_while_it_ran
{
    private static readonly ArrangedInstance Good = new("Tentacle", Runs: true), Lost = new("lost", Runs: true), Cut = new("cut", Runs: true), Emptied = new("emptied", Runs: true);
    private static readonly ArrangedInstance[] Instances = [Good, Lost, Cut, Emptied];

    private static MsiResult refused = null!, upgraded = null!;
    private static List<int> before = null!, afterRefusal = null!;
    private static List<ServiceState> after = null!;
    private static List<string?> versions = null!;
    private static LastRun refusal = null!, run = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_configuration_was_lost_while_it_ran));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        foreach (var instance in new[] { Cut, Emptied })
            tentacle.Do("configure", "--log-level", "Debug", "--instance", instance.Name);
        File.Delete(Lost.Configuration);
        await File.WriteAllTextAsync(Cut.Configuration, (await File.ReadAllTextAsync(Cut.Configuration))[..60]);
        await File.WriteAllTextAsync(Emptied.Configuration, "");
        before = Processes();
        evidence.Snapshot("before");

        refused = msiexec.Install(Package.New, "ONUNSTARTABLE=fail");
        afterRefusal = Processes();
        refusal = LastRun();
        upgraded = msiexec.Install(Package.New, "STARTTIMEOUT=15");
        run = LastRun();
        after = [.. Instances.Select(instance => ServiceTable.Get(instance.Service).State)];
        versions = [.. Instances.Where(instance => instance != Lost).Select(instance => instance.Look().Health?.Version)];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_configuration_was_lost_while_it_ran)} clean-up"));

    [TestMethod]
    public void Where_that_is_wanted_the_upgrade_does_not_begin_and_names_the_file()
    {
        Assert.AreEqual(MsiResult.InstallFailure, refused.ExitCode);
        CollectionAssert.AreEqual(before, afterRefusal);
        Assert.AreEqual(RunResult.RolledBack, refusal.Result);
        Assert.IsTrue(Array.Exists(refused.LogLines(), line => line.Contains(Lost.Configuration, StringComparison.OrdinalIgnoreCase) && line.Contains("ONUNSTARTABLE", StringComparison.Ordinal)), refused.Log);
    }

    [TestMethod]
    public void Otherwise_it_succeeds_and_says_what_keeps_the_one_down()
    {
        Assert.AreEqual(MsiResult.Success, upgraded.ExitCode);
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        var problem = run.Instances.Single(instance => instance.Instance == Lost.Name).Problem!;
        Assert.StartsWith($"The configuration of instance 'lost', {Lost.Configuration}, is missing.", problem);
        Assert.AreNotEqual(ServiceState.Running, after[1]);
    }

    [TestMethod]
    public void Those_with_a_copy_have_their_configuration_back_and_run_on_the_new_version()
    {
        CollectionAssert.AreEqual(new[] { "1.1.0", "1.1.0", "1.1.0" }, versions);
        Assert.IsTrue(Array.Exists(refused.LogLines(), line => line.Contains($"It has been put back from {Cut.Configuration}.previous", StringComparison.OrdinalIgnoreCase)), refused.Log);
    }

    private static LastRun LastRun() => WindowsMaintenance.Machine().Journal.ReadLastRun() ?? throw new AssertFailedException("There is no result.");

    private static List<int> Processes() => [.. Instances.Select(instance => ServiceTable.Get(instance.Service).ProcessId)];
}
