using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Installations that succeed, or fail before a file is touched.</summary>
[TestClass]
public sealed class MaintenanceRunTests : MaintenanceTest
{
    [TestMethod]
    public async Task Upgrade_restarts_exactly_what_ran()
    {
        var plan = Upgrade(
            Machine.Add("runs"),
            Machine.Add("stopped", ServiceState.Stopped),
            Machine.Add("paused", ServiceState.Paused),
            Machine.Add("disabled", ServiceState.Stopped, startType: StartType.Disabled));

        await Stop(plan);
        Assert.IsTrue(plan.Instances.All(state => Machine.StateOf(state.Instance) == ServiceState.Stopped));
        await Start(plan);
        Complete(plan);

        CollectionAssert.AreEqual(
            plan.Instances.Select(state => (state.State, state.StartType)).ToArray(),
            plan.Instances.Select(state => (Machine.StateOf(state.Instance), Machine.Record(state.Instance).StartType)).ToArray());
        var run = Journal.ReadLastRun()!;
        Assert.AreEqual((RunResult.Succeeded, "1.0.0", "1.1.0"), (run.Result, run.VersionBefore, run.Version));
        Assert.IsFalse(File.Exists(JournalFile));
    }

    [TestMethod]
    public async Task Upgrade_takes_its_steps_in_order()
    {
        var plan = Upgrade(Machine.Add("a", startSeconds: 1, stopSeconds: 1));
        var service = plan.Instances[0].Service;

        await Stop(plan);
        await Start(plan);

        CollectionAssert.AreEqual(
            new[]
            {
                $"{service} Disabled", $"stop {service}", $"{service} StopPending", $"{service} Stopped",
                $"{service} Automatic", $"start {service}", $"{service} StartPending", $"{service} Running",
            },
            Machine.Services.Log.ToArray());
        CollectionAssert.AreEqual(
            new[] { "a: stopped after 1000 ms", $"a: started after 1000 ms, process {Machine.Record("a").ProcessId}" }, Reported);
    }

    [TestMethod]
    public async Task Stop_has_the_journal_on_disk_before_the_first_request()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        var watching = new WatchingManager(Machine.Services, () => Journal.Read());

        await Machine.Time.Drive(NewRun(watching).Stop(plan, CancellationToken.None));

        Assert.IsGreaterThanOrEqualTo(2, watching.Seen.Count);
        Assert.IsTrue(watching.Seen.All(entry => entry is JournalEntry { Plan.Instances.Count: 2, Phase: MaintenancePhase.Changing }));
    }

    [TestMethod]
    public async Task Start_has_the_journal_on_disk_before_the_first_request()
    {
        var plan = Upgrade(Machine.Add("a"));
        await Stop(plan);
        var watching = new WatchingManager(Machine.Services, () => Journal.Read());
        Machine.Health.Version = plan.Version;

        await Machine.Time.Drive(NewRun(watching).Start(plan, CancellationToken.None));

        Assert.IsTrue(watching.Seen.All(entry => entry is JournalEntry { StartBegan: not null, StopEnded: not null, Phase: MaintenancePhase.Starting }));
        Assert.IsNotEmpty(watching.Seen);
    }

    [TestMethod]
    public async Task Stop_writes_who_stops_when_and_what_became_of_it()
    {
        var plan = Upgrade(Machine.Add("a", stopSeconds: 10));
        var began = Machine.Time.GetUtcNow();

        await Stop(plan);

        var entry = Journal.Read()!;
        Assert.AreEqual((began, began.AddSeconds(10), 4321), (entry.StopBegan, entry.StopEnded, entry.Owner.ProcessId));
        Assert.AreEqual((StepResult.Done, 10_000L), (Assert.ContainsSingle(entry.Outcomes).Result, entry.Outcomes[0].Milliseconds));
        Assert.IsNull(entry.StartBegan);
    }

    [TestMethod]
    public async Task Stop_uses_the_timeout_of_the_plan()
    {
        var plan = Upgrade(Machine.Add("a", fault: ServiceFault.HangsInStop)) with { StopTimeout = 30 };

        await Stop(plan);

        Assert.AreEqual(30_000, Assert.ContainsSingle(Journal.Read()!.Outcomes).Milliseconds);
        Assert.StartsWith("a: did not stop and was terminated", Assert.ContainsSingle(Reported));
    }

    [TestMethod]
    public async Task Stop_that_fails_for_one_names_it_and_everything_runs_again()
    {
        var plan = Upgrade(
            Machine.Add("first"),
            Machine.Add("middle", fault: ServiceFault.IgnoresStop, runs: TestMachine.Foreign),
            Machine.Add("last", stopSeconds: 60));

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.Contains("'middle'", failure.Message);
        Assert.DoesNotContain("'first'", failure.Message);
        AssertAsRecorded(plan);
        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.RolledBack, run.Result);
        Assert.AreEqual(StepResult.Done, run.Instances[0].StopResult);
        Assert.IsFalse(File.Exists(JournalFile));
    }

    [TestMethod]
    public async Task Stop_that_is_cancelled_lets_everything_run_again()
    {
        var plan = Upgrade(Machine.Add("quick"), Machine.Add("slow", stopSeconds: 60), Machine.Add("stopped", ServiceState.Stopped));
        Machine.Health.Version = plan.VersionBefore!;
        using var cancellation = new CancellationTokenSource();
        using var cancel = Machine.Time.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Machine.Time.Drive(NewRun().Stop(plan, cancellation.Token)));

        AssertAsRecorded(plan);
        Assert.AreEqual(RunResult.RolledBack, Journal.ReadLastRun()!.Result);
    }

    [TestMethod]
    public async Task Stop_whose_file_stays_in_use_ends_in_a_clear_error_after_a_bounded_time_and_everything_runs_again()
    {
        var plan = Upgrade(Machine.Add("a"));
        var holder = Machine.Services.Processes.Start(@"C:\Tools\backup.exe");
        Machine.Files.Hold(TestMachine.Tentacle, holder);

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.AreEqual(
            $@"{TestMachine.Tentacle} is still in use although every instance has stopped: by process {holder} (C:\Tools\backup.exe). End what uses it and install again.",
            failure.Message);
        Assert.IsInRange(Timeouts.FileRelease, Timeouts.FileRelease + TimeSpan.FromSeconds(1), Machine.Time.Elapsed);
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Stop_waits_for_every_file_of_the_packages()
    {
        var library = TestMachine.Tentacle.Replace("Tentacle.exe", "Octopus.Cli.dll", StringComparison.Ordinal);
        Machine.Files.Add(library);
        Machine.Files.Held.Add(library);

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Upgrade(Machine.Add("a")) with { Files = ["Octopus.Cli.dll"] }));

        Assert.StartsWith($"{library} is still in use although every instance has stopped; Windows does not say by whom.", failure.Message);
    }

    [TestMethod]
    public async Task Stop_does_not_wait_for_a_file_that_is_none_of_ours()
    {
        var notes = TestMachine.Tentacle.Replace("Tentacle.exe", "notes.txt", StringComparison.Ordinal);
        Machine.Files.Add(notes);
        Machine.Files.Held.Add(notes);

        await Stop(Upgrade(Machine.Add("a")));

        Assert.AreEqual(TimeSpan.Zero, Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task Stop_does_not_wait_for_a_strangers_program_among_ours()
    {
        var plan = Upgrade(Machine.Add("a")) with { Files = ["Tentacle.exe"] };
        foreach (var name in new[] { "backup.exe", "backup.dll", "backup.json" })
        {
            var strangers = TestMachine.Tentacle.Replace("Tentacle.exe", name, StringComparison.Ordinal);
            Machine.Files.Add(strangers);
            Machine.Files.Held.Add(strangers);
        }

        await Stop(plan);

        Assert.AreEqual(TimeSpan.Zero, Machine.Time.Elapsed);
    }

    [TestMethod]
    [DataRow("Tentacle.pdb")]
    [DataRow(@"de\Tentacle.resources.dll")]
    public async Task Stop_waits_for_every_file_of_the_package_whatever_its_kind(string name)
    {
        var file = TestMachine.Tentacle.Replace("Tentacle.exe", name, StringComparison.Ordinal);
        Machine.Files.Add(file);
        Machine.Files.Held.Add(file);

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Upgrade(Machine.Add("a")) with { Files = ["Tentacle.exe", name] }));

        Assert.StartsWith($"{file} is still in use", failure.Message);
    }

    [TestMethod]
    public async Task Change_of_the_Manager_alone_stops_nobody_and_does_not_bring_its_file_back()
    {
        var manager = TestMachine.Tentacle.Replace("Tentacle.exe", "Octopus.Manager.exe", StringComparison.Ordinal);
        Machine.Files.Add(manager);
        var state = Machine.Add("a");
        var plan = Upgrade() with { Kind = MaintenanceKind.Repair, ManagerOnly = true, Files = ["Octopus.Manager.exe"] };

        await Stop(plan);

        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
        Assert.IsFalse(Machine.Files.Exists(manager));
        await Start(plan);
        Complete(plan);
        Assert.AreEqual(state.ProcessId, Machine.Record("a").ProcessId);
        Assert.IsFalse(Machine.Files.Exists(manager));
    }

    [TestMethod]
    public async Task Stop_waits_for_a_file_that_is_let_go_in_time()
    {
        var plan = Upgrade(Machine.Add("a"));
        Machine.Files.Held.Add(TestMachine.Tentacle);
        using var release = Machine.Time.CreateTimer(
            _ => Machine.Files.Held.Clear(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        await Stop(plan);

        Assert.IsNotNull(Journal.Read()!.StopEnded);
        Assert.IsInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6), Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task Start_that_fails_for_one_is_reported_and_does_not_undo_the_installation()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", fault: ServiceFault.FailsToStart));
        await Stop(plan);

        await Start(plan);
        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.AreEqual((ServiceState.Running, (string?)null), (run.Instances[0].After, run.Instances[0].Problem));
        Assert.AreEqual(ServiceState.Stopped, run.Instances[1].After);
        Assert.Contains("'b' stopped while starting", run.Instances[1].Problem!);
    }

    [TestMethod]
    public async Task Start_that_fails_for_one_undoes_the_installation_if_the_plan_says_so()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", fault: ServiceFault.FailsToStart)) with { StartFailureIsFatal = true };
        await Stop(plan);

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Start(plan));

        Assert.Contains("'b' stopped while starting", failure.Message);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
        Assert.HasCount(4, Journal.Read()!.Outcomes);
    }

    [TestMethod]
    [DataRow(RestartChoice.None, ServiceState.Stopped, ServiceState.Stopped)]
    [DataRow(RestartChoice.Running, ServiceState.Running, ServiceState.Stopped)]
    [DataRow(RestartChoice.All, ServiceState.Running, ServiceState.Running)]
    public async Task Start_starts_what_was_chosen(RestartChoice restart, ServiceState ran, ServiceState didNot)
    {
        var plan = Upgrade(Machine.Add("ran"), Machine.Add("did not", ServiceState.Stopped)) with { Restart = restart };
        await Stop(plan);

        await Start(plan);

        Assert.AreEqual((ran, didNot), (Machine.StateOf("ran"), Machine.StateOf("did not")));
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Install)]
    [DataRow(MaintenanceKind.Upgrade)]
    [DataRow(MaintenanceKind.Repair)]
    public async Task Complete_of_an_installation_deletes_no_service(MaintenanceKind kind)
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", ServiceState.Stopped)) with { Kind = kind };
        await Stop(plan);
        await Start(plan);

        Complete(plan);

        Assert.HasCount(2, Machine.Services.List());
        Assert.AreEqual(kind, Journal.ReadLastRun()!.Kind);
    }

    [TestMethod]
    public async Task Complete_of_an_uninstallation_deletes_our_services_and_no_other()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b", ServiceState.Stopped)) with { Kind = MaintenanceKind.Uninstall };
        Machine.Services.Add("OctopusDeploy Tentacle: stranger", $"\"{TestMachine.Foreign}\"", ServiceState.Running);
        await Stop(plan);
        await Start(plan);
        Reported.Clear();

        Complete(plan);

        Assert.AreEqual("OctopusDeploy Tentacle: stranger", Assert.ContainsSingle(Machine.Services.List()).Name);
        Assert.AreEqual(2, Reported.Count(line => line.EndsWith("deleted, its data kept", StringComparison.Ordinal)));
        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
    }

    [TestMethod]
    public async Task Complete_goes_on_when_a_service_is_gone_or_cannot_be_deleted()
    {
        var plan = Upgrade(Machine.Add("gone"), Machine.Add("kept"), Machine.Add("last")) with { Kind = MaintenanceKind.Uninstall };
        await Stop(plan);
        Change(plan);
        Machine.Services.Delete(plan.Instances[0].Service);
        Reported.Clear();

        NewRun(new RefusingManager(Machine.Services, plan.Instances[1].Service)).Complete(plan);

        CollectionAssert.AreEqual(
            new[]
            {
                $"gone: service '{plan.Instances[0].Service}' had been deleted already",
                $"access denied to {plan.Instances[1].Service}",
                $"last: service '{plan.Instances[2].Service}' deleted, its data kept",
            },
            Reported.Take(3).ToArray());
        Assert.IsNotNull(Journal.ReadLastRun());
    }
}
