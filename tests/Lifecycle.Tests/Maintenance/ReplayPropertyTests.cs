using CsCheck;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// Whatever the machine looks like and at whatever change the process dies: recovery, which may die as well, ends with every
/// service as it was, and once more changes nothing.
/// </summary>
[TestClass]
public sealed class ReplayPropertyTests
{
    private const int Samples = 60;

    private static readonly Gen<(ServiceState State, StartType StartType)> Service = Gen.Select(
        Gen.OneOf(ServiceState.Running, ServiceState.Stopped, ServiceState.Paused),
        Gen.OneOf(StartType.Automatic, StartType.AutomaticDelayed, StartType.Manual, StartType.Disabled));

    private static readonly Gen<Scenario> Scenarios = Gen.Select(
        Service.Array[1, 4], Gen.Bool, Gen.Int[0, 24], Gen.Int[0, 24].Array[0, 3],
        (services, rollsBack, crash, crashes) => new Scenario(services, rollsBack, crash, crashes));

    [TestMethod]
    public Task Crash_anywhere_and_recover_as_often_as_it_takes_brings_everything_back() =>
        Scenarios.SampleAsync(
            async scenario =>
            {
                using var machine = new CrashedMachine();
                await machine.Run(scenario);
            },
            iter: Samples, threads: 1, print: scenario => scenario.ToString());

    [TestMethod]
    public Task Crash_anywhere_then_the_next_installation_brings_everything_back() =>
        Scenarios.SampleAsync(
            async scenario =>
            {
                using var machine = new CrashedMachine();
                await machine.RunThenInstallAgain(scenario);
            },
            iter: Samples, threads: 1, print: scenario => scenario.ToString());

    /// <param name="Services">The instances.</param>
    /// <param name="RollsBack">Whether the installation is undone after the start.</param>
    /// <param name="Crash">The change that the installation does not live to make.</param>
    /// <param name="Recoveries">The same for recoveries, one after the other.</param>
    private sealed record Scenario((ServiceState State, StartType StartType)[] Services, bool RollsBack, int Crash, int[] Recoveries)
    {
        public override string ToString() => $"{string.Join(", ", Services)}; rolls back: {RollsBack}; dies at {Crash}, then at {string.Join(", ", Recoveries)}";
    }

    private sealed class CrashedMachine : MaintenanceTest
    {
        public async Task Run(Scenario scenario)
        {
            var plan = Arrange(scenario);
            await Install(plan, scenario);
            foreach (var crash in scenario.Recoveries)
                await Dying(crash, run => run.Recover(evenIfAlive: false));

            await Recover();
            AssertAsRecorded(plan);
            var before = Machine.Services.Log.Count;
            Assert.IsNull(await Recover());
            Assert.HasCount(before, Machine.Services.Log);
        }

        public async Task RunThenInstallAgain(Scenario scenario)
        {
            var plan = Arrange(scenario);
            await Install(plan, scenario);
            var next = Upgrade([.. plan.Instances.Select(state => Machine.Record(state.Instance))]);

            await Stop(next);
            await Start(next);
            Complete(next);

            AssertAsRecorded(plan);
        }

        // The last one is the watchdog: recorded as one, and brought back like the others.
        private MaintenancePlan Arrange(Scenario scenario) => Upgrade(
            [.. scenario.Services.Select((service, index) =>
                Machine.Add($"instance {index}", service.State, startType: service.StartType) with { IsWatchdog = index > 0 && index == scenario.Services.Length - 1 })]);

        private async Task Install(MaintenancePlan plan, Scenario scenario)
        {
            var manager = new DyingManager(Machine.Services, scenario.Crash, Path.GetDirectoryName(JournalFile)!);
            var undone = scenario.RollsBack;
            (string? Version, Func<MaintenanceRun, Task> Step)[] steps =
            [
                (plan.VersionBefore, run => run.Stop(plan, CancellationToken.None)),
                (plan.Version, run => run.Start(plan, CancellationToken.None)),
                (plan.Version, run => undone ? run.UndoStart(plan) : Task.CompletedTask),
                (plan.VersionBefore, async run =>
                {
                    if (undone)
                        await run.UndoStop(plan);
                    else
                        run.Complete(plan);
                }),
            ];
            foreach (var (version, step) in steps)
            {
                Machine.Health.Version = version!;
                if (!await Dying(manager, step))
                    return;
            }
        }

        private Task<bool> Dying(int crash, Func<MaintenanceRun, Task> step) =>
            Dying(new DyingManager(Machine.Services, crash, Path.GetDirectoryName(JournalFile)!), step);

        /// <summary>Whether the process lived to the end of the step.</summary>
        private async Task<bool> Dying(DyingManager manager, Func<MaintenanceRun, Task> step)
        {
            try
            {
                await Machine.Time.Drive(step(NewRun(manager)));
            }
            catch (Exception end) when (manager.IsDead && end is DyingManager.DeadException or MaintenanceException)
            {
                // What it would have said, nobody hears.
            }

            if (!manager.IsDead)
                return true;
            manager.RestoreDisk();
            return false;
        }
    }
}
