using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>Two services of somebody else need an instance: one runs and one does not.</summary>
[TestClass, MachineTest]
public sealed class When_another_service_depends_on_an_instance
{
    private const string Running = "Somebody's monitor";
    private const string Stopped = "Somebody's report";

    // Slower to stop than an agent: asked together, the agent would have gone first.
    private static readonly ServiceBehaviour Slow = new(StopTime: TimeSpan.FromSeconds(4));

    private static readonly ArrangedInstance Needed = new("Tentacle", Runs: true);

    private static MsiResult result = null!;
    private static List<ServiceSnapshot> before = null!;
    private static List<ServiceSnapshot> after = null!;
    private static Process needed = null!;
    private static Process dependent = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_another_service_depends_on_an_instance));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        Needed.Create(TentacleExe.Installed(evidence));
        foreach (var name in new[] { Running, Stopped })
            ServiceTable.Manager.Create(new(name, name, "It needs an agent.", $"\"{Environment.ProcessPath}\" {ServiceProgram.Option} {Slow}") { DependsOn = [Needed.Service] });
        await ServiceTable.Start(Running);
        before = Configurations();
        needed = HeldProcess.Open(ServiceTable.Get(Needed.Service).ProcessId);
        dependent = HeldProcess.Open(ServiceTable.Get(Running).ProcessId);
        result = msiexec.Install(Package.New);
        after = Configurations();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static async Task Clean()
    {
        await ServiceTable.Clear([Running, Stopped]);
        await CleanMachine.Make(new Evidence($"{nameof(When_another_service_depends_on_an_instance)} clean-up"));
    }

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_one_that_ran_was_stopped_before_the_instance()
    {
        Assert.IsTrue(dependent.HasExited, "It was never stopped.");
        Assert.IsLessThan(needed.ExitTime, dependent.ExitTime);
    }

    [TestMethod]
    public void It_runs_again_and_was_started_when_the_instance_had_started()
    {
        Assert.AreEqual(ServiceState.Running, ServiceTable.Get(Running).State);
        // Started together, it would have been there long before an agent.
        var log = result.LogLines();
        var instance = Array.FindIndex(log, line => line.StartsWith($"{Needed.Name}: started after", StringComparison.Ordinal));
        var other = Array.FindIndex(log, line => line.StartsWith($"{Running}: started after", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, instance);
        Assert.IsGreaterThan(instance, other);
    }

    [TestMethod]
    public void The_one_that_was_stopped_stays_stopped() => Assert.AreEqual(ServiceState.Stopped, ServiceTable.Get(Stopped).State);

    [TestMethod]
    public void The_instance_answers_with_the_new_version() => Assert.AreEqual("1.1.0", Needed.Look().Health?.Version);

    [TestMethod]
    public void Their_configuration_is_as_it_was()
    {
        foreach (var (was, now) in before.Zip(after))
            Assert.IsEmpty(was.Differences(now));
    }

    private static List<ServiceSnapshot> Configurations() => [.. new[] { Running, Stopped, Needed.Service }.Select(ServiceSnapshot.Read)];
}
