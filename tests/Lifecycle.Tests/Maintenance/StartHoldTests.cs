using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>While files change nobody can start an instance, and afterwards every one starts as it did.</summary>
[TestClass]
public sealed class StartHoldTests : MaintenanceTest
{
    [TestMethod]
    public async Task Between_stop_and_start_a_watchdog_can_start_nothing()
    {
        var plan = Plan();
        await Stop(plan);

        foreach (var state in plan.Instances)
        {
            var refusal = Assert.ThrowsExactly<ServiceException>(() => Machine.Services.Request(state.Service, ServiceRequest.Start));
            Assert.AreEqual(ServiceError.Disabled, refusal.Error, state.Instance);
        }
    }

    [TestMethod]
    public async Task After_the_installation_every_start_type_is_as_it_was()
    {
        var plan = Plan();

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task An_instance_is_disabled_before_it_is_asked_to_stop()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));

        await Stop(plan);

        var log = Machine.Services.Log.ToList();
        foreach (var state in plan.Instances)
            Assert.IsLessThan(log.IndexOf($"stop {state.Service}"), log.IndexOf($"{state.Service} Disabled"));
    }

    [TestMethod]
    public async Task With_restart_none_start_types_are_given_back_too()
    {
        var plan = Plan() with { Restart = RestartChoice.None };

        await Stop(plan);
        await Start(plan);

        Assert.IsTrue(plan.Instances.All(state => Machine.StateOf(state.Instance) == ServiceState.Stopped));
        CollectionAssert.AreEqual(
            plan.Instances.Select(state => state.StartType).ToArray(),
            plan.Instances.Select(state => Machine.Record(state.Instance).StartType).ToArray());
    }

    [TestMethod]
    public async Task A_start_type_that_cannot_be_given_back_is_a_problem_of_that_instance_only()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        Machine.Health.Version = plan.Version;

        await Machine.Time.Drive(NewRun(new RefusingManager(Machine.Services, plan.Instances[0].Service)).Start(plan, CancellationToken.None));
        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.IsNotNull(run.Instances[0].Problem);
        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (Machine.StateOf("b"), Machine.Record("b").StartType));
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public async Task A_service_that_was_deleted_while_it_ran_keeps_no_other_from_anything(bool held, bool fatal)
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("deleted"), Machine.Add("b")) with { StartFailureIsFatal = fatal };
        var deleted = plan.Instances[1];
        if (held)
            Machine.Services.HoldOpen(deleted.Service);
        Machine.Services.Delete(deleted.Service);

        await Stop(plan);
        Assert.IsTrue(plan.Instances.All(state => Machine.Services.Look(state.Service) is null or { State: ServiceState.Stopped }));
        await Start(plan);
        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        var row = run.Instances.Single(instance => instance.Service == deleted.Service);
        Assert.AreEqual((StepResult.Done, StepResult.Gone), (row.StopResult, row.StartResult));
        Assert.Contains(held ? "has been deleted and goes when the program that holds it open ends" : "any more", row.Problem!);
        Assert.Contains("service --install --start --instance \"deleted\"", row.Problem!);
        Assert.AreEqual((ServiceState.Running, ServiceState.Running), (Machine.StateOf("a"), Machine.StateOf("b")));
        Assert.AreEqual((StartType.Automatic, StartType.Automatic), (Machine.Record("a").StartType, Machine.Record("b").StartType));
    }

    [TestMethod]
    public async Task A_stopped_service_that_somebody_deleted_and_holds_open_is_no_problem()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("deleted", ServiceState.Stopped));
        Machine.Services.HoldOpen(plan.Instances[1].Service).Delete(plan.Instances[1].Service);

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.AreEqual(RunResult.Succeeded, Journal.ReadLastRun()!.Result);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task One_that_cannot_be_disabled_is_told_and_stopped_and_the_others_are_disabled()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"), Machine.Add("c"));
        Machine.Health.Version = plan.Version;
        var manager = new StubbornManager(Machine.Services, plan.Instances[1].Service);

        await Machine.Time.Drive(NewRun(manager).Stop(plan, CancellationToken.None));

        Assert.IsTrue(plan.Instances.All(state => Machine.StateOf(state.Instance) == ServiceState.Stopped));
        CollectionAssert.AreEqual(
            new[] { StartType.Disabled, StartType.Automatic, StartType.Disabled }, plan.Instances.Select(state => Machine.Record(state.Instance).StartType).ToArray());
        Assert.ContainsSingle(line => line == $"access denied to {plan.Instances[1].Service} Until the files are replaced somebody could start it.", Reported);
        await Machine.Time.Drive(NewRun(manager).Start(plan, CancellationToken.None));
        Complete(plan);
        Assert.AreEqual(RunResult.SucceededWithProblems, Journal.ReadLastRun()!.Result);
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task What_is_said_of_a_start_type_that_was_not_given_back_is_true()
    {
        var plan = Upgrade(Machine.Add("disabled"), Machine.Add("as it was"));
        await Stop(plan);
        Machine.Services.SetStartType(plan.Instances[1].Service, StartType.Automatic);

        await Machine.Time.Drive(NewRun(new StubbornManager(Machine.Services, [.. plan.Instances.Select(state => state.Service)])).Start(plan, CancellationToken.None));

        Assert.ContainsSingle(line => line.EndsWith($"It is Disabled now and was Automatic before. Change it with: sc.exe config \"{plan.Instances[0].Service}\" start= auto.", StringComparison.Ordinal), Reported);
        Assert.ContainsSingle(line => line.EndsWith("It is Automatic, as it was before.", StringComparison.Ordinal), Reported);
    }

    [TestMethod]
    public async Task One_that_a_watchdog_started_after_it_was_recorded_is_stopped_and_runs_again()
    {
        var plan = Upgrade(Machine.Add("revived", ServiceState.Stopped));
        Machine.Services.Request(plan.Instances[0].Service, ServiceRequest.Start);

        await Stop(plan);
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("revived"));
        await Start(plan);

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("revived"));
    }

    [TestMethod]
    public async Task What_the_callers_process_says_of_services_is_not_believed()
    {
        var ours = Machine.Add("a");
        Machine.Services.Add("Spooler", @"C:\Windows\spoolsv.exe", ServiceState.Running);
        var stopped = Machine.Add("b", ServiceState.Stopped);
        var plan = Upgrade(
            ours with { ImagePath = @"C:\Users\mallory\evil.exe", Executable = @"C:\Users\mallory\evil.exe" },
            new("Spooler", "Spooler", @"C:\Users\mallory\evil.exe", ServiceState.Running, StartType.Automatic, 4) { ImagePath = @"C:\Users\mallory\evil.exe" },
            stopped with { State = ServiceState.Running }) with { Executables = [@"C:\Windows\spoolsv.exe"] };

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.AreEqual((ServiceState.Running, ours.ImagePath), (Machine.StateOf("a"), Machine.Record("a").ImagePath));
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("b"));
        Assert.DoesNotContain(line => line.Contains("Spooler", StringComparison.Ordinal), Machine.Services.Log);
        Assert.IsEmpty(Machine.Services.Processes.Terminated);
    }

    [TestMethod]
    public async Task A_start_type_that_was_changed_after_it_was_recorded_is_kept()
    {
        var plan = Upgrade(Machine.Add("a"));
        Machine.Services.SetStartType(plan.Instances[0].Service, StartType.Manual);

        await Stop(plan);
        await Start(plan);

        Assert.AreEqual(StartType.Manual, Machine.Record("a").StartType);
    }

    /// <summary>Lets nobody change a start type of these.</summary>
    private sealed class StubbornManager(IServiceManager inner, params string[] refused) : PassingManager(inner)
    {
        public override void SetStartType(string name, StartType startType)
        {
            if (refused.Contains(name))
                throw new ServiceException(name, ServiceError.AccessDenied, 5, $"access denied to {name}");
            base.SetStartType(name, startType);
        }
    }

    private MaintenancePlan Plan() => Upgrade(
        Machine.Add("automatic"),
        Machine.Add("delayed", startType: StartType.AutomaticDelayed),
        Machine.Add("manual", startType: StartType.Manual),
        Machine.Add("stopped", ServiceState.Stopped, startType: StartType.Manual),
        Machine.Add("disabled", ServiceState.Stopped, startType: StartType.Disabled),
        Machine.Add("disabled while it ran", startType: StartType.Disabled));
}
