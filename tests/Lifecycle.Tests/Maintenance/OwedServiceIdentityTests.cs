using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Debts to services that are not found any more: the name alone proves nothing, and one of them hinders nobody.</summary>
[TestClass]
public sealed class OwedServiceIdentityTests : MaintenanceTest
{
    private const string Name = "OctopusDeploy Tentacle";
    private const string Theirs = $"\"{TestMachine.Foreign}\" run";

    [TestMethod]
    public async Task Uninstallation_deletes_no_service_that_runs_somebody_elses_program_now()
    {
        Machine.Services.Add(Name, Theirs, ServiceState.Running);
        Journal.Owe([DebtTo(Name)]);
        var plan = Upgrade() with { Kind = MaintenanceKind.Uninstall };
        await Stop(plan);
        Machine.Files.Remove(TestMachine.Tentacle);

        await Start(plan);
        Complete(plan);

        Assert.AreEqual(ServiceState.Running, Machine.Services.Find(Name)?.State);
    }

    [TestMethod]
    public async Task Upgrade_gives_no_service_of_somebody_else_our_command_line()
    {
        Machine.Services.Add(Name, Theirs, ServiceState.Running);
        Journal.Owe([DebtTo(Name)]);
        var plan = Upgrade();

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        Assert.AreEqual((Theirs, ServiceState.Running), (Machine.Services.Find(Name)!.ImagePath, Machine.Services.Find(Name)!.State));
    }

    [TestMethod]
    [DataRow(TestMachine.Tentacle)]
    [DataRow(@"D:\Octopus 1.1.0\Tentacle.exe")]
    public async Task One_whose_executable_has_been_taken_away_is_brought_back_wherever_it_was_pointed_to(string executable)
    {
        Machine.Services.Add(Name, $"\"{executable}\" run", ServiceState.Stopped);
        Journal.Owe([DebtTo(Name)]);

        await Recover();

        Assert.AreEqual(ServiceState.Running, Machine.Services.Find(Name)!.State);
    }

    [TestMethod]
    public async Task One_that_may_not_be_looked_at_stays_owed_and_keeps_no_other_from_being_recovered()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        Journal.Owe([DebtTo("Hidden")]);

        await Machine.Time.Drive(NewRun(Hiding("Hidden"), owner: new(8765, default)).Recover(evenIfAlive: true));

        AssertAsRecorded(plan);
        Assert.AreEqual("Hidden", Assert.ContainsSingle(Journal.ReadOwed()).State.Service);
    }

    [TestMethod]
    public async Task One_that_may_not_be_looked_at_keeps_no_installation_from_being_made()
    {
        var plan = Upgrade(Machine.Add("a"));
        Journal.Owe([DebtTo("Hidden")]);

        await Machine.Time.Drive(NewRun(Hiding("Hidden")).Stop(plan, CancellationToken.None));

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task The_Managers_feature_stops_nobody_who_was_owed_and_runs_again()
    {
        var state = Machine.Add("a");
        Journal.Owe([new(state, "Install of version 1.0.0", Machine.Time.GetUtcNow(), JournalOwner.Nobody, IsHeld: false)]);

        await Stop(Upgrade() with { Kind = MaintenanceKind.Repair, ManagerOnly = true });

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task One_that_has_ended_since_its_start_is_no_success_and_stays_owed()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        await Start(plan);
        Machine.Services.Kill(TestMachine.ServiceOf("a"));

        Complete(plan);

        var run = Journal.ReadLastRun()!;
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.Contains("has stopped since", run.Instances.Single(instance => instance.Instance == "a").Problem!);
        Assert.AreEqual(TestMachine.ServiceOf("a"), Assert.ContainsSingle(Journal.ReadOwed()).State.Service);
    }

    private static OwedState DebtTo(string service) => new(
        new("Tentacle", service, TestMachine.Tentacle, ServiceState.Running, StartType.Automatic, 0) { ImagePath = $"\"{TestMachine.Tentacle}\" run" },
        "Install of version 1.0.0", default, JournalOwner.Nobody, IsHeld: false);

    private HidingManager Hiding(string service) => new HidingManager(Machine.Services, service);

    /// <summary>Services one of which the caller may not look at.</summary>
    private sealed class HidingManager(IServiceManager inner, string hidden) : PassingManager(inner)
    {
        public override Service? Find(string name) => name == hidden ? throw Refusal(name) : base.Find(name);

        public override ServiceStatus? Look(string name) => name == hidden ? throw Refusal(name) : base.Look(name);

        private static ServiceException Refusal(string name) => new(name, ServiceError.AccessDenied, 5, "access denied");
    }
}
