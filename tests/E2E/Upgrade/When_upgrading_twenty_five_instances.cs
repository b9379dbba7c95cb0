using System.Globalization;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>As many as the largest machine has that anybody wrote about.</summary>
[TestClass, MachineTest]
public sealed class When_upgrading_twenty_five_instances
{
    private const int Count = 25;

    private static readonly ArrangedInstance[] Instances =
        [.. Enumerable.Range(1, Count).Select(number => new ArrangedInstance(number.ToString("'Instance' 00", CultureInfo.InvariantCulture), Runs: true))];

    private static MsiResult result = null!;
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> after = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_upgrading_twenty_five_instances));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        // The first one's command makes the machine folder, with its rights.
        TentacleExe.Installed(evidence).Do("create-instance", "--instance", "idle");
        foreach (var (instance, number) in Instances.Select((instance, number) => (instance, number)))
            instance.Register(InstanceSettings.DefaultPort + 1 + number);
        await Task.WhenAll(Instances.Select(instance => ServiceTable.Start(instance.Service)));
        before = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("before");
        result = msiexec.Install(Package.New);
        after = [.. Instances.Select(instance => instance.Look())];
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_upgrading_twenty_five_instances)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void All_of_them_answer_with_the_new_version_from_new_processes()
    {
        Assert.AreEqual(Count, before.Count(sight => sight.Health?.Version == "1.0.0"));
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.AreEqual(ServiceState.Running, now.State, now.Name);
            Assert.AreEqual("1.1.0", now.Health?.Version, now.Name);
            Assert.AreEqual(now.Name, now.Health?.Instance);
            Assert.AreNotEqual(was.ProcessId, now.ProcessId, now.Name);
        }
    }

    [TestMethod]
    public void The_result_has_each_of_them()
    {
        var run = WindowsMaintenance.Machine().Journal.ReadLastRun();
        Assert.AreEqual(RunResult.Succeeded, run?.Result);
        CollectionAssert.AreEquivalent(Instances.Select(instance => instance.Name).ToArray(), run!.Instances.Select(instance => instance.Instance).ToArray());
    }
}
