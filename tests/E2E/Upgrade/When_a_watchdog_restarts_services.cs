using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Something starts every instance ten times a second while the upgrade stops it and replaces its files.</summary>
[TestClass, MachineTest]
public sealed class When_a_watchdog_restarts_services
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("by hand", Runs: true, StartType.Manual)];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;
    private static int refused;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_watchdog_restarts_services));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = [.. Instances.Select(instance => instance.Look())];
        using (var watchdog = Watchdog.Over(Instances.Select(instance => instance.Service)))
        {
            result = msiexec.Install(Package.New);
            refused = watchdog.Refused.GetValueOrDefault(ServiceError.Disabled);
        }

        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_watchdog_restarts_services)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void It_is_refused_while_the_files_change() => Assert.IsGreaterThan(10, refused, "The watchdog has hardly tried, so this proves nothing.");

    [TestMethod]
    public void Every_file_is_the_new_one_and_none_is_left_over()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void Every_instance_answers_with_the_new_version()
    {
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.AreEqual("1.1.0", now.Health?.Version, now.Name);
            Assert.AreEqual(was.StartType, now.StartType, now.Name);
        }
    }

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());
}
