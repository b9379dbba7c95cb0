using System.Globalization;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Commands;

/// <summary>
/// Commands that stop instances for a while, each begun a moment before an upgrade: nobody is down afterwards, and what a command says
/// of itself is true. OCTOPUS_COMMAND_TRIES says how many there are; the moments are spread over two seconds.
/// </summary>
[TestClass, MachineTest]
public sealed class When_an_upgrade_begins_while_a_command_runs
{
    private const int FewTries = 6;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private static readonly string Backups = Path.Combine(Path.GetTempPath(), "backups as an upgrade begins");
    private static readonly List<Try> Tries = [];

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_an_upgrade_begins_while_a_command_runs));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var name in new[] { "Tentacle", "Prod A", "blue" })
            new ArrangedInstance(name, Runs: true).Create(tentacle);

        var count = int.TryParse(Environment.GetEnvironmentVariable("OCTOPUS_COMMAND_TRIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : FewTries;
        for (var number = 0; number < count; number++)
        {
            var delay = LongestDelay * number / Math.Max(1, count - 1);
            var (command, expected) = Command(number);
            var running = Task.Run(() => tentacle.Try(command));
            await Task.Delay(delay);
            var upgrade = msiexec.Install(number % 2 == 0 ? Package.New : Package.Again);
            Tries.Add(new(string.Join(' ', command), delay, await running, upgrade, expected, [.. ServiceTable.Ours()]));
            evidence.Snapshot($"after try {number}");
        }
    }

    [ClassCleanup]
    public static Task Clean()
    {
        if (Directory.Exists(Backups))
            Directory.Delete(Backups, recursive: true);
        return CleanMachine.Make(new Evidence($"{nameof(When_an_upgrade_begins_while_a_command_runs)} clean-up"));
    }

    [TestMethod]
    public void Nobody_is_down_afterwards()
    {
        foreach (var one in Tries)
        {
            Assert.HasCount(3, one.Services, one.ToString());
            foreach (var service in one.Services)
                Assert.AreEqual((ServiceState.Running, StartType.Automatic), (service.State, service.StartType), $"{service.Name}: {one}");
        }
    }

    [TestMethod]
    public void Every_upgrade_succeeds()
    {
        foreach (var one in Tries)
            Assert.AreEqual(MsiResult.Success, one.Upgrade.ExitCode, one.ToString());
    }

    [TestMethod]
    public void Every_command_has_done_what_it_says_or_was_refused()
    {
        foreach (var one in Tries)
        {
            Assert.Contains(one.Command.ExitCode, new[] { (int)ExitCode.Success, (int)ExitCode.MaintenanceInProgress }, $"{one}: {one.Command.Error}");
            Assert.AreEqual(one.Command.ExitCode == (int)ExitCode.Success, one.IsDone, one.ToString());
        }
    }

    [TestMethod]
    public void Nothing_is_owed_to_anybody() =>
        Assert.IsEmpty(Octopus.Lifecycle.Maintenance.WindowsMaintenance.Machine().Journal.ReadOwed());

    private static (string[] Words, Func<CommandResult, IReadOnlyList<Service>, bool> IsDone) Command(int number)
    {
        switch (number % 3)
        {
            case 0:
                return (["service", "--restart", "--instance", "*"], (result, _) => result.ExitCode == 0);
            case 1:
                var folder = Path.Combine(Backups, number.ToString(CultureInfo.InvariantCulture));
                return (["backup", "--instance", "*", "--stop", "--to", folder, "--new-key-file", Path.Combine(folder, "keys", "backup.key")],
                    (_, _) => Directory.Exists(folder) && Directory.GetFiles(folder).Length == 3);
            default:
                var (old, renamed) = ServiceTable.Manager.Find(Application.Tentacle.ServiceName("blue")) is null ? ("green", "blue") : ("blue", "green");
                return (["rename-instance", "--instance", old, "--as", renamed],
                    (_, services) => services.Any(service => service.Name == Application.Tentacle.ServiceName(renamed)));
        }
    }

    private sealed record Try(
        string Words,
        TimeSpan Delay,
        CommandResult Command,
        MsiResult Upgrade,
        Func<CommandResult, IReadOnlyList<Service>, bool> Done,
        IReadOnlyList<Service> Services)
    {
        public bool IsDone { get; } = Done(Command, Services);

        public override string ToString() => $"'{Words}' begun {Delay.TotalMilliseconds:0} ms before the upgrade returned {Command.ExitCode}";
    }
}
