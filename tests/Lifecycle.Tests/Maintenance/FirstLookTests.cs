using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Instances whose settings were lost while they run, when an upgrade comes.</summary>
[TestClass]
public sealed class FirstLookTests : MaintenanceTest
{
    [TestMethod]
    public async Task What_would_not_start_again_is_named_before_the_first_stop_and_in_the_result_with_its_file()
    {
        var plan = Upgrade(Machine.Add("lost", fault: ServiceFault.FailsToStart), Machine.Add("good"));
        File.Delete(Store.ConfigurationOf("lost"));

        await Stop(plan);
        var stop = Reported.FindIndex(line => line.StartsWith("lost: stopped", StringComparison.Ordinal));
        var named = Reported.FindIndex(line => line.StartsWith("Before the first stop: ", StringComparison.Ordinal));
        await Start(plan);
        Complete(plan);

        Assert.IsInRange(0, stop, named);
        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.StartsWith($"The configuration of instance 'lost', {Store.ConfigurationOf("lost")}, is missing.", run.Instances.Single(instance => instance.Instance == "lost").Problem);
        Assert.IsEmpty(run.Problems);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("good"));
        Assert.Contains(Store.ConfigurationOf("lost"), Events.Entries.Single().Text);
    }

    [TestMethod]
    public async Task What_starts_all_the_same_is_named_for_whoever_looks()
    {
        var plan = Upgrade(Machine.Add("keyless"));
        File.Delete(Store.CertificateOf("keyless"));

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.Contains(Store.CertificateOf("keyless"), Assert.ContainsSingle(run.Problems));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("<octopus-settings><set key=\"Octopus.Ho")]
    [DataRow("<octopus-settings />")]
    public async Task Configuration_is_put_back_from_the_copy_beside_it(string? left)
    {
        var plan = Upgrade(Machine.Add("a"));
        var configuration = Store.ConfigurationOf("a");
        Store.Configure("a", settings => settings.LogLevel = AgentLogLevel.Debug);
        var before = File.ReadAllText(configuration + AtomicFile.PreviousEnding);
        if (left is null)
            File.Delete(configuration);
        else
            File.WriteAllText(configuration, left);

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.AreEqual(before, File.ReadAllText(configuration));
        var problem = Assert.ContainsSingle(Journal.ReadLastRun()!.Problems);
        Assert.Contains($"It has been put back from {configuration}.previous", problem);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Copy_that_is_not_whole_either_is_left_alone()
    {
        var plan = Upgrade(Machine.Add("a"));
        File.WriteAllText(Store.ConfigurationOf("a"), "");
        File.WriteAllText(Store.ConfigurationOf("a") + AtomicFile.PreviousEnding, "<octopus-settings />");

        await Stop(plan);

        Assert.AreEqual("", File.ReadAllText(Store.ConfigurationOf("a")));
        Assert.IsTrue(Reported.Exists(line => line.Contains("is empty", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Nothing_is_put_back_behind_a_link()
    {
        var plan = Upgrade(Machine.Add("a"));
        var configuration = Store.ConfigurationOf("a");
        Store.Configure("a", settings => settings.LogLevel = AgentLogLevel.Debug);
        var elsewhere = configuration + ".elsewhere";
        File.WriteAllText(elsewhere, "somebody's");
        File.Delete(configuration);
        File.CreateSymbolicLink(configuration, elsewhere);

        await Stop(plan);

        Assert.AreEqual("somebody's", File.ReadAllText(elsewhere));
        Assert.IsNotNull(new FileInfo(configuration).LinkTarget);
    }

    [TestMethod]
    public async Task Where_somebody_wants_it_nothing_begins_and_nobody_is_stopped()
    {
        var plan = Upgrade(Machine.Add("lost"), Machine.Add("good")) with { UnstartableIsFatal = true };
        File.Delete(Store.ConfigurationOf("lost"));
        var processes = plan.Instances.Select(state => state.ProcessId).ToArray();

        var refusal = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.Contains(Store.ConfigurationOf("lost"), refusal.Message);
        Assert.Contains("ONUNSTARTABLE", refusal.Message);
        CollectionAssert.AreEqual(processes, plan.Instances.Select(state => Machine.Record(state.Instance).ProcessId).ToArray());
        Assert.IsFalse(Machine.Services.Log.Any(line => line.StartsWith("stop ", StringComparison.Ordinal)));
        Assert.AreEqual(RunResult.RolledBack, Journal.ReadLastRun()!.Result);
    }

    [TestMethod]
    public async Task What_does_not_run_and_what_is_removed_is_not_looked_at()
    {
        var plan = Upgrade(Machine.Add("stopped", ServiceState.Stopped)) with { UnstartableIsFatal = true };
        File.Delete(Store.ConfigurationOf("stopped"));
        await Stop(plan);
        await Start(plan);
        Complete(plan);
        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);

        var removal = Upgrade(Machine.Add("running")) with { Kind = MaintenanceKind.Uninstall, UnstartableIsFatal = true };
        File.Delete(Store.ConfigurationOf("running"));
        await Stop(removal);

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("running"));
    }
}
