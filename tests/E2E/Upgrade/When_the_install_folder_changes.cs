using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>The new version goes into another folder, and the services follow it there.</summary>
[TestClass, MachineTest]
public sealed class When_the_install_folder_changes
{
    private const string More = "--behave None,0,0 --more \"two words\"";

    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(50);
    private static readonly string Folder = Path.Combine(Path.GetPathRoot(InstallFolder.Default)!, "Octopus & Co", "Agent");
    private static readonly string Moved = Path.Combine(Folder, "Tentacle.exe");
    private static readonly ArrangedInstance[] Agents = [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false, StartType.Manual)];
    private static readonly string Unquoted = Application.Tentacle.ServiceName("unquoted");

    private static MsiResult result = null!;
    private static List<InstanceSight> after = null!;
    private static Dictionary<string, IReadOnlyList<string>> changes = null!;
    private static Service unquoted = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_install_folder_changes));
        await CleanMachine.Make(evidence);
        DeleteFolder();
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldFolder).ExitCode);
        BehavedInstance.Enable();
        foreach (var agent in Agents)
            agent.Create(TentacleExe.Installed(evidence));
        ServiceTable.Manager.Create(new(Unquoted, Unquoted, "Written by hand.", $"{InstallFolder.Tentacle} run --instance=unquoted {More}"));
        await ServiceTable.Start(Unquoted);
        string[] services = [.. Agents.Select(agent => agent.Service), Unquoted];
        var before = services.ToDictionary(service => service, ServiceSnapshot.Read);
        evidence.Snapshot("before");

        var installation = msiexec.Start(Package.NewFolder, $"INSTALLFOLDER={Folder}");
        // It must work where it comes to as well; put there before, it would be somebody else's file.
        while (!Directory.Exists(Folder) && !installation.Process.HasExited)
            await Task.Delay(NextLook);
        BehavedInstance.Enable(Moved);
        result = installation.Wait();
        after = [.. Agents.Select(agent => agent.Look())];
        unquoted = ServiceTable.Get(Unquoted);
        changes = services.ToDictionary(service => service, service => before[service].Differences(ServiceSnapshot.Read(service)));
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static async Task Clean()
    {
        await CleanMachine.Make(new Evidence($"{nameof(When_the_install_folder_changes)} clean-up"));
        DeleteFolder();
    }

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void The_files_are_in_the_new_folder_and_gone_from_the_old_one()
    {
        Assert.AreEqual("", string.Join(Environment.NewLine, InstallFolder.Differences(Folder, Package.NewFolder.Payload).Where(line => !line.Contains(".dev.json", StringComparison.Ordinal))));
        Assert.IsFalse(File.Exists(InstallFolder.Tentacle));
    }

    [TestMethod]
    public void Every_agent_that_ran_answers_from_there_with_the_new_version()
    {
        CollectionAssert.AreEqual(new[] { "1.1.0", "1.1.0", null }, after.Select(sight => sight.Health?.Version).ToArray());
        CollectionAssert.AreEqual(
            new[] { ServiceState.Running, ServiceState.Running, ServiceState.Stopped }, after.Select(sight => sight.State).ToArray());
    }

    [TestMethod]
    public void Every_service_runs_the_new_executable_with_its_own_arguments()
    {
        foreach (var agent in Agents)
            Assert.AreEqual(Application.ServiceCommandLine(Moved, agent.Name), ServiceTable.Get(agent.Service).ImagePath);
        var image = ImagePath.Parse(unquoted.ImagePath, File.Exists);
        Assert.AreEqual(Moved, image.Executable, ignoreCase: true);
        Assert.AreEqual($"run --instance=unquoted {More}", image.Arguments);
        Assert.AreEqual(ServiceState.Running, unquoted.State);
    }

    [TestMethod]
    public void Nothing_else_about_the_services_has_changed()
    {
        foreach (var (service, lines) in changes)
            Assert.AreEqual("ImagePath", string.Join(' ', lines.Select(line => line.Split(':')[0])), service);
    }

    private static void DeleteFolder()
    {
        if (Directory.Exists(Path.GetDirectoryName(Folder)))
            Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
