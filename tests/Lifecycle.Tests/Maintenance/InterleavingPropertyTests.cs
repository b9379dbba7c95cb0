using CsCheck;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// A command that restarts two instances and an upgrade, at every interleaving of their steps, and the command may die at any of its
/// own: nobody who ran is down at the end.
/// </summary>
[TestClass]
public sealed class InterleavingPropertyTests
{
    private const int Samples = 40;

    /// <summary>The steps of the command: one debt, two stops, two starts each settled by itself, and the end.</summary>
    private const int Steps = 8;

    private static readonly Gen<Scenario> Scenarios = Gen.Select(
        Gen.Int[0, 1].Array[Steps], Gen.Int[0, 4].Array[3], Gen.OneOf(Gen.Const(Steps), Gen.Int[0, Steps - 1]),
        (pauses, upgrade, dies) => new Scenario(pauses, upgrade, dies));

    [TestMethod]
    public Task Nobody_who_ran_is_down_whatever_comes_between_what() => Scenarios.SampleAsync(
        async scenario =>
        {
            using var machine = new SharedMachine();
            await machine.Run(scenario);
        },
        iter: Samples, threads: 1, print: scenario => scenario.ToString());

    /// <param name="Pauses">How many seconds the command waits before each of its steps.</param>
    /// <param name="Upgrade">The same for the upgrade.</param>
    /// <param name="Dies">The step that the command does not live to take.</param>
    private sealed record Scenario(int[] Pauses, int[] Upgrade, int Dies)
    {
        public override string ToString() => $"command after {string.Join(", ", Pauses)}; upgrade after {string.Join(", ", Upgrade)}; dies at {Dies}";
    }

    private sealed class SharedMachine : MaintenanceTest
    {
        private static readonly string[] Instances = ["a", "b"];

        private readonly InstanceState[] before;
        private readonly int upgrader;
        private bool isRefused;

        public SharedMachine()
        {
            before = [Machine.Add("a"), Machine.Add("b", startType: StartType.Manual)];
            Machine.Services.Processes.Start(TestMachine.Tentacle, id: Environment.ProcessId);
            upgrader = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe");
        }

        public async Task Run(Scenario scenario)
        {
            var debts = new ServiceDebts(NewMachine(), "service --restart");
            await Machine.Time.Drive(Task.WhenAll(Command(scenario, debts), Install(scenario)));

            // What the command has left after the upgrade had ended is owed, and given back by whoever is asked to.
            if (scenario.Dies < Steps)
                await Recover();
            AssertAsRecorded(Upgrade(before));
            Assert.IsEmpty(Journal.ReadOwed());
        }

        private async Task Command(Scenario scenario, ServiceDebts debts)
        {
            for (var step = 0; step < Steps && !isRefused; step++)
            {
                await Pause(scenario.Pauses[step]);
                // The upgrade ends programs of ours that run the files it replaces.
                if (step == scenario.Dies || Machine.Services.Processes.Open(Environment.ProcessId) is null)
                    break;
                Take(step, debts);
            }

            Machine.Services.Processes.Exit(Environment.ProcessId);
        }

        private void Take(int step, ServiceDebts debts)
        {
            switch (step)
            {
                case 0:
                    try
                    {
                        debts.Owe(before, "Nothing has been changed");
                    }
                    catch (MaintenanceInProgressException)
                    {
                        isRefused = true;
                    }

                    break;
                case 1 or 2:
                    Request(Instances[step - 1], ServiceRequest.Stop);
                    break;
                case 3 or 5:
                    Request(Instances[(step - 3) / 2], ServiceRequest.Start);
                    break;
                case 4 or 6:
                    var instance = Instances[(step - 4) / 2];
                    if (Machine.StateOf(instance) == ServiceState.Running)
                        debts.Settle([TestMachine.ServiceOf(instance)]);
                    break;
                default:
                    debts.Abandon();
                    break;
            }
        }

        private async Task Install(Scenario scenario)
        {
            var plan = Upgrade(before);
            var owner = JournalOwner.Nobody;
            using (var living = Machine.Services.Processes.Open(upgrader)!)
                owner = new(living.Id, living.StartedAt);
            await Pause(scenario.Upgrade[0]);
            Machine.Health.Version = plan.VersionBefore!;
            await NewRun(owner: owner).Stop(plan, CancellationToken.None);
            await Pause(scenario.Upgrade[1]);
            Machine.Health.Version = plan.Version;
            Change(plan);
            await NewRun(owner: owner).Start(plan, CancellationToken.None);
            await Pause(scenario.Upgrade[2]);
            NewRun(owner: owner).Complete(plan);
            Machine.Services.Processes.Exit(upgrader);
        }

        private Task Pause(int seconds) => seconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(seconds), Machine.Time);

        private void Request(string instance, ServiceRequest request)
        {
            try
            {
                Machine.Services.Request(TestMachine.ServiceOf(instance), request);
            }
            catch (ServiceException)
            {
                // It has stopped already, or may not be started: the command says so and goes on.
            }
        }
    }
}
