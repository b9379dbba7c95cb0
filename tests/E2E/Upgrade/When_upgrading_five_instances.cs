using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

[TestClass, MachineTest]
public sealed class When_upgrading_five_instances
{
    private static UpgradeJourney journey = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _) =>
        journey = await UpgradeJourney.Run(Package.Old, Package.New, new Evidence(nameof(When_upgrading_five_instances)));

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_upgrading_five_instances)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, journey.Result.ExitCode);

    [TestMethod]
    public void Those_that_ran_answer_with_the_new_version_from_new_processes()
    {
        foreach (var (before, after) in Pairs().Where(pair => pair.Before.State == ServiceState.Running))
        {
            Assert.AreEqual("1.0.0", before.Health?.Version, before.Name);
            Assert.AreEqual(ServiceState.Running, after.State, after.Name);
            Assert.AreEqual("1.1.0", after.Health?.Version, after.Name);
            Assert.AreEqual(after.Name, after.Health?.Instance);
            Assert.AreEqual(after.ProcessId, after.Health?.ProcessId, after.Name);
            Assert.AreNotEqual(before.ProcessId, after.ProcessId, after.Name);
        }
    }

    [TestMethod]
    public void Exactly_those_that_ran_run() => CollectionAssert.AreEquivalent(
        new[] { "Tentacle", "Prod A", "blue" },
        journey.After.Where(sight => sight.State == ServiceState.Running).Select(sight => sight.Name).ToArray());

    [TestMethod]
    public void Those_that_were_stopped_stay_stopped()
    {
        foreach (var name in new[] { "idle", "off" })
            Assert.AreEqual(ServiceState.Stopped, journey.After.Single(sight => sight.Name == name).State, name);
    }

    [TestMethod]
    public void Start_types_are_unchanged()
    {
        foreach (var instance in ArrangedInstance.Five)
        {
            var (before, after) = Pairs().Single(pair => pair.Before.Name == instance.Name);
            Assert.AreEqual(instance.StartType, before.StartType, instance.Name);
            Assert.AreEqual(instance.StartType, after.StartType, instance.Name);
        }
    }

    [TestMethod]
    public void Configuration_files_are_byte_equal()
    {
        foreach (var (before, after) in Pairs())
            Assert.AreEqual(before.Configuration, after.Configuration, after.Name);
    }

    [TestMethod]
    public void Every_file_is_the_new_one_and_none_is_left_over()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void Old_and_new_payload_differ() =>
        // Without this, the test above could pass with the old files in place.
        Assert.Contains("different: Tentacle.exe", InstallFolder.Differences(Repository.Payload("1.0.0"), Repository.Payload("1.1.0")));

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    [TestMethod]
    public void One_product_is_registered_and_it_is_the_new_one() =>
        CollectionAssert.AreEqual(new[] { "1.1.0" }, InstalledProducts.All().Select(product => product.Version).ToArray());

    [TestMethod]
    public void Every_instance_has_stopped_before_the_first_file_changes()
    {
        Assert.HasCount(3, journey.Times.Stops);
        Assert.IsLessThan(journey.Times.FirstChange, journey.Times.Stops.Max(), journey.Times.ToString());
    }

    [TestMethod]
    public void The_last_file_has_been_written_before_the_first_instance_starts()
    {
        Assert.HasCount(3, journey.Times.Starts);
        Assert.IsLessThan(journey.Times.Starts.Min(), journey.Times.LastChange, journey.Times.ToString());
    }

    [TestMethod]
    public void A_stranger_with_a_name_like_ours_is_left_alone()
    {
        Assert.AreNotEqual(0, journey.StrangersProcessBefore);
        Assert.AreEqual(journey.StrangersProcessBefore, journey.StrangersProcessAfter);
    }

    [TestMethod]
    public void The_log_has_a_line_for_each_instance_that_was_stopped_and_started()
    {
        var log = journey.Result.LogLines();
        foreach (var name in new[] { "Tentacle", "Prod A", "blue" })
        {
            Assert.IsTrue(Array.Exists(log, line => line.Contains($"{name}: stopped after ", StringComparison.Ordinal)), name);
            Assert.IsTrue(Array.Exists(log, line => line.Contains($"{name}: started after ", StringComparison.Ordinal)), name);
        }
    }

    [TestMethod]
    public void The_result_is_written_down()
    {
        var run = WindowsMaintenance.Machine().Journal.ReadLastRun();
        Assert.IsNotNull(run);
        Assert.AreEqual(MaintenanceKind.Upgrade, run.Kind);
        Assert.AreEqual(RunResult.Succeeded, run.Result);
        Assert.AreEqual("1.0.0", run.VersionBefore);
        Assert.AreEqual("1.1.0", run.Version);
        Assert.HasCount(5, run.Instances);
        Assert.AreEqual(3, run.Instances.Count(instance => instance is { StopResult: StepResult.Done, StartResult: StepResult.Done }));
        Assert.IsNull(WindowsMaintenance.Machine().Journal.Read(), "The journal is still open.");
    }

    private static IEnumerable<(InstanceSight Before, InstanceSight After)> Pairs() => journey.Before.Zip(journey.After);
}
