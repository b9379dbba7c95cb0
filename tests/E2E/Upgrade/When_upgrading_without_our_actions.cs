using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// The same files, packaged as the vendor does it: the installer knows the default instance's service and nothing else
/// (OctopusDeploy/Issues #550, #1606, #9130). If this went well, the journey with our actions would prove nothing.
/// </summary>
[TestClass, MachineTest]
public sealed class When_upgrading_without_our_actions
{
    private static UpgradeJourney journey = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _) =>
        journey = await UpgradeJourney.Run(
            Package.OldWithoutActions, Package.NewWithoutActions, new Evidence(nameof(When_upgrading_without_our_actions)));

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_upgrading_without_our_actions)} clean-up"));

    [TestMethod]
    public void An_instance_that_ran_is_not_running_the_new_version()
    {
        var ran = journey.Before.Where(sight => sight.State == ServiceState.Running).Select(sight => sight.Name).ToArray();
        var right = journey.After.Where(sight => sight.Health?.Version == "1.1.0").Select(sight => sight.Name).ToArray();
        CollectionAssert.AreNotEquivalent(ran, right);
    }

    [TestMethod]
    public void The_default_instance_is_stopped_and_not_started_again() =>
        Assert.AreEqual(ServiceState.Stopped, journey.After.Single(sight => sight.Name == "Tentacle").State);

    [TestMethod]
    public void Files_change_while_instances_run()
    {
        var stillRunning = journey.Before.Count(sight => sight.State == ServiceState.Running) - journey.Times.Stops.Count(stop => stop < journey.Times.FirstChange);
        Assert.IsGreaterThan(0, stillRunning, journey.Times.ToString());
    }
}
