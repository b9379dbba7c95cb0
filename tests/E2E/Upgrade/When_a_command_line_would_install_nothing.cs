using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Standard properties with which Windows Installer would take the old version away, put nothing in its place and call it a success.
/// Each is refused, and nobody notices.
/// </summary>
[TestClass, MachineTest]
public sealed class When_a_command_line_would_install_nothing
{
    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false)];

    // Refused by RecordInstances, with a sentence in every log.
    private static readonly string[][] WithoutTentacle =
    [
        ["REMOVE=ALL"],
        ["REMOVE=Tentacle"],
        ["ADVERTISE=ALL"],
        ["ADDLOCAL=Manager"],
        ["INSTALLLEVEL=0"],
        ["REINSTALL=ALL", "ADDLOCAL=Manager"],
        ["REMOVE=ALL", "ADDDEFAULT=ALL"],
        ["REMOVE=ALL", "UPGRADINGPRODUCTCODE={00000000-0000-0000-0000-000000000001}"],
    ];

    // Refused by launch conditions.
    private static readonly string[][] Elsewhere =
    [
        ["ALLUSERS="],
        ["EXECUTEMODE=None"],
    ];

    private static readonly Dictionary<string, MsiResult> Results = [];
    private static readonly Dictionary<string, List<InstanceSight>> After = [];
    private static List<InstanceSight> before = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_a_command_line_would_install_nothing));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = Look();
        evidence.Snapshot("before");
        foreach (var properties in WithoutTentacle.Concat(Elsewhere))
        {
            var line = string.Join(' ', properties);
            Results.Add(line, msiexec.Install(Package.New, properties));
            After.Add(line, Look());
        }

        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_a_command_line_would_install_nothing)} clean-up"));

    [TestMethod]
    public void Each_is_refused()
    {
        foreach (var (line, result) in Results)
            Assert.AreEqual(MsiResult.InstallFailure, result.ExitCode, line);
    }

    [TestMethod]
    public void The_log_says_why_and_what_to_do()
    {
        foreach (var result in WithoutTentacle.Select(properties => Results[string.Join(' ', properties)]))
        {
            Assert.IsTrue(
                Array.Exists(result.LogLines(), line =>
                    line.Contains("This command line installs no Tentacle.exe and takes the one of version 1.0.0 away.", StringComparison.Ordinal)
                    && line.Contains("Leave REMOVE, ADVERTISE and INSTALLLEVEL away", StringComparison.Ordinal)),
                result.Log);
        }
    }

    [TestMethod]
    public void Nobody_is_stopped()
    {
        foreach (var (line, after) in After)
        {
            foreach (var (was, sight) in before.Zip(after))
                Assert.AreEqual((was.State, was.StartType, was.ProcessId), (sight.State, sight.StartType, sight.ProcessId), $"{sight.Name} after '{line}'");
        }
    }

    [TestMethod]
    public void The_old_version_is_still_there()
    {
        CollectionAssert.AreEqual(new[] { "1.0.0" }, InstalledProducts.All().Select(product => product.Version).ToArray());
        var differences = InstallFolder.Differences(InstallFolder.Default, Repository.Payload("1.0.0"));
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    private static List<InstanceSight> Look() => [.. Instances.Select(instance => instance.Look())];
}
