using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// Whichever access to the journal fails, once or from then on: nothing that was taken from an instance waits for a file.
/// </summary>
[TestClass]
public sealed class RefusedWriteTests : IDisposable
{
    /// <summary>More than any of the journeys below makes; each says so.</summary>
    private const int MostCalls = 40;

    private Installation machine = new();

    public void Dispose() => machine.Dispose();

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    public Task Upgrade_that_goes_on_starts_everything(bool forGood, bool writesOnly) =>
        Each(forGood, writesOnly, installation => installation.Succeed());

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    public Task Stop_that_fails_starts_everything_again(bool forGood, bool writesOnly) =>
        Each(forGood, writesOnly, installation => installation.FailToStop());

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    public Task Upgrade_that_is_undone_starts_everything_again(bool forGood, bool writesOnly) =>
        Each(forGood, writesOnly, installation => installation.RollBack());

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    public Task Recovery_starts_everything_again(bool forGood, bool writesOnly) =>
        Each(forGood, writesOnly, installation => installation.DieAndRecover());

    private async Task Each(bool forGood, bool writesOnly, Func<Installation, Task> journey)
    {
        for (var call = 0; call < MostCalls; call++)
        {
            machine.Dispose();
            machine = new();
            machine.Fail(call, forGood, writesOnly);

            await journey(machine);

            machine.AssertNobodyIsDown($"call {call}, {(forGood ? "for good" : "once")}, {(writesOnly ? "writes" : "reads too")}");
            if (machine.Failing!.Calls <= call)
                return;
        }

        Assert.Fail($"More than {MostCalls} calls.");
    }

    private sealed class Installation : MaintenanceTest
    {
        private MaintenancePlan plan = null!;

        public FailingJournal? Failing { get; private set; }

        public void Fail(int call, bool forGood, bool writesOnly)
        {
            Failing = new(Journal, call, forGood, writesOnly);
            plan = Upgrade(
                Machine.Add("runs"),
                Machine.Add("manual", startType: StartType.Manual),
                Machine.Add("disabled while it ran", startType: StartType.Disabled),
                Machine.Add("paused", ServiceState.Paused),
                Machine.Add("stopped", ServiceState.Stopped));
        }

        public async Task Succeed()
        {
            if (!await Try(run => run.Stop(plan, CancellationToken.None)))
                return;
            Change(plan);
            await Must(run => run.Start(plan, CancellationToken.None));
            await Must(Completed);
        }

        public async Task FailToStop()
        {
            Machine.Services.Behave(TestMachine.ServiceOf("runs"), new(ServiceFault.IgnoresStop));
            Machine.Services.Processes.Renamed(TestMachine.Tentacle, TestMachine.Foreign);
            Assert.IsFalse(await Try(run => run.Stop(plan, CancellationToken.None)));
        }

        public async Task RollBack()
        {
            if (!await Try(run => run.Stop(plan, CancellationToken.None)))
                return;
            Change(plan);
            await Must(run => run.Start(plan, CancellationToken.None));
            await Must(run => run.UndoStart(plan));
            await Must(run => run.UndoStop(plan), plan.VersionBefore);
        }

        public async Task DieAndRecover()
        {
            await Stop(plan);
            await Must(run => run.Recover(evenIfAlive: true), plan.VersionBefore);
        }

        public void AssertNobodyIsDown(string when) =>
            CollectionAssert.AreEqual(
                plan.Instances.Select(state => (state.Instance, state.State, state.StartType)).ToArray(),
                plan.Instances.Select(state => Machine.Record(state.Instance)).Select(state => (state.Instance, state.State, state.StartType)).ToArray(),
                $"{when}: {string.Join(" | ", Reported)}");

        private static Task Completed(MaintenanceRun run, MaintenancePlan plan)
        {
            run.Complete(plan);
            return Task.CompletedTask;
        }

        private Task Completed(MaintenanceRun run) => Completed(run, plan);

        private Task Must(Func<MaintenanceRun, Task> step, string? version = null)
        {
            Machine.Health.Version = version ?? plan.Version;
            return Machine.Time.Drive(step(NewRun(journal: Failing)));
        }

        private async Task<bool> Try(Func<MaintenanceRun, Task> step)
        {
            Machine.Health.Version = plan.VersionBefore!;
            try
            {
                await Machine.Time.Drive(step(NewRun(journal: Failing)));
                return true;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or MaintenanceException or Octopus.Instances.InstanceException)
            {
                return false;
            }
        }
    }
}
