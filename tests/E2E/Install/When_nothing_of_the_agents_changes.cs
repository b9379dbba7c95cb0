using System.ComponentModel;
using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>
/// Everything that is done to an installed product without writing a file of the agents: they run on in the same processes. At the
/// end a repair, which does write one.
/// </summary>
[TestClass, MachineTest]
public sealed class When_nothing_of_the_agents_changes
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false)];

    // In this order: the Manager has to be there to be taken away.
    private static readonly string[][] Harmless =
    [
        [],
        ["REINSTALL=Manager", "REINSTALLMODE=amus"],
        ["REMOVE=Manager"],
        ["ADDLOCAL=Manager"],
    ];

    private static readonly string[][] Refused =
    [
        ["REMOVE=Tentacle"],
        ["REMOVE=Tentacle,Manager"],
        ["ADVERTISE=Tentacle"],
    ];

    private static readonly Dictionary<string, MsiResult> Results = [];
    private static readonly Dictionary<string, List<InstanceSight>> After = [];
    private static List<InstanceSight> before = null!;
    private static List<InstanceSight> repaired = null!;
    private static Process manager = null!;
    private static bool managerWent;
    private static bool managerCame;

    [ClassInitialize]
    public static async Task Change(TestContext _)
    {
        var evidence = new Evidence(nameof(When_nothing_of_the_agents_changes));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.New).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = Look();
        evidence.Snapshot("before");
        manager = Process.Start(new ProcessStartInfo(InstallFolder.Manager, ["--no-browser"]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new Win32Exception("The Manager did not start.");
        Assert.IsNotNull(await manager.StandardOutput.ReadLineAsync().WaitAsync(Patience), "The Manager ended.");
        foreach (var properties in Harmless.Concat(Refused))
        {
            var line = string.Join(' ', properties);
            Results.Add(line, msiexec.Install(Package.New, properties));
            After.Add(line, Look());
            managerWent |= line == "REMOVE=Manager" && !File.Exists(InstallFolder.Manager);
            managerCame |= line == "ADDLOCAL=Manager" && File.Exists(InstallFolder.Manager);
        }

        Assert.AreEqual(MsiResult.Success, msiexec.Repair(Package.New).ExitCode);
        repaired = Look();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_nothing_of_the_agents_changes)} clean-up"));

    [TestMethod]
    public void Whatever_changes_nothing_of_theirs_succeeds()
    {
        foreach (var line in Harmless.Select(properties => string.Join(' ', properties)))
            Assert.AreEqual(MsiResult.Success, Results[line].ExitCode, line);
    }

    [TestMethod]
    public void Whatever_would_take_their_executable_away_is_refused_with_a_clear_sentence()
    {
        foreach (var line in Refused.Select(properties => string.Join(' ', properties)))
        {
            Assert.AreEqual(MsiResult.InstallFailure, Results[line].ExitCode, line);
            Assert.IsTrue(
                Array.Exists(Results[line].LogLines(), logged => logged.Contains("The feature Tentacle cannot be taken away by itself", StringComparison.Ordinal)),
                Results[line].Log);
        }
    }

    [TestMethod]
    public void Nobody_is_stopped()
    {
        foreach (var (line, after) in After)
        {
            foreach (var (was, sight) in before.Zip(after))
            {
                Assert.AreEqual((was.State, was.StartType, was.ProcessId), (sight.State, sight.StartType, sight.ProcessId), $"{sight.Name} after '{line}'");
                Assert.AreEqual(was.Health?.StartedAt, sight.Health?.StartedAt, $"{sight.Name} after '{line}'");
            }
        }
    }

    [TestMethod]
    public void The_Manager_that_is_open_is_ended_because_its_own_file_goes()
    {
        Assert.IsTrue(managerWent);
        Assert.IsTrue(managerCame);
        Assert.IsTrue(manager.WaitForExit(Patience));
        Assert.AreEqual(0, manager.ExitCode);
    }

    [TestMethod]
    public void A_repair_writes_their_file_and_stops_and_starts_them()
    {
        foreach (var (was, sight) in before.Zip(repaired))
        {
            Assert.AreEqual(was.State, sight.State, sight.Name);
            if (was.State == ServiceState.Running)
                Assert.AreNotEqual(was.ProcessId, sight.ProcessId, sight.Name);
        }
    }

    [TestMethod]
    public void Every_file_is_there()
    {
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.1.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    [TestMethod]
    public void Nothing_waits_for_a_restart_of_the_machine() => Assert.IsEmpty(RebootList.Ours());

    private static List<InstanceSight> Look() => [.. Instances.Select(instance => instance.Look())];
}
