using System.Runtime.InteropServices;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Services as people, scripts and other tools have made them over the years: each is recognised by the file it runs, comes back, and
/// keeps every letter of its command line.
/// </summary>
[TestClass, MachineTest]
public sealed partial class When_services_are_written_in_many_ways
{
    private static readonly string Behaviour = $"{StartupHook.Option} {ServiceBehaviour.Normal}";

    /// <summary>Name of the service, and how it is written.</summary>
    private static readonly Dictionary<string, Func<string>> Written = new()
    {
        ["OctopusDeploy Tentacle: unquoted"] = () => $"{InstallFolder.Tentacle} run --instance=unquoted {Behaviour}",
        ["OctopusDeploy Tentacle: short"] = () => $"{ShortPath(InstallFolder.Tentacle)} run --instance short {Behaviour}",
        ["OctopusDeploy Tentacle: variable"] = () => $@"""%ProgramFiles%\Octopus Deploy\Tentacle\Tentacle.exe"" run --instance=variable {Behaviour}",
        ["OctopusDeploy Tentacle: shouting"] = () => $"\"{InstallFolder.Tentacle.ToUpperInvariant()}\" run --instance=\"shouting\" {Behaviour}",
        ["OctopusDeploy Tentacle: more"] = () => $"\"{InstallFolder.Tentacle}\" run --instance=\"more\" {Behaviour} --more \"two words\" %PATH% ",
        ["OctopusDeploy Tentacle: R&D Größe Ελλάδα 東京"] = () => $"\"{InstallFolder.Tentacle}\" run --instance=\"R&D Größe Ελλάδα 東京\" {Behaviour}",
        ["The agent that Bob made & named [himself]"] = () => $"\"{InstallFolder.Tentacle}\" run --instance=bob {Behaviour}",
        ["OctopusDeploy Tentacle:nospace"] = () => $"\"{InstallFolder.Tentacle}\" run --config=\"C:\\nowhere.config\" {Behaviour}",
    };

    private static readonly ArrangedInstance WithRecord = new("R&D Söhne", Runs: true);

    private static MsiResult result = null!;
    private static Dictionary<string, (Service Service, ServiceSnapshot Configuration)> before = null!;
    private static Dictionary<string, (Service Service, ServiceSnapshot Configuration)> after = null!;
    private static InstanceSight agent = null!;
    private static CommandResult list = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_services_are_written_in_many_ways));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.OldFolder).ExitCode);
        BehavedInstance.Enable();
        var tentacle = TentacleExe.Installed(evidence);
        tentacle.Do("create-instance", "--instance", "without service");
        WithRecord.Create(tentacle);
        foreach (var (service, imagePath) in Written)
        {
            ServiceTable.Manager.Create(new(service, service, "Made by hand.", imagePath()));
            await ServiceTable.Start(service);
        }

        before = Look();
        evidence.Snapshot("before");
        result = msiexec.Install(Package.NewFolder);
        after = Look();
        agent = WithRecord.Look();
        list = tentacle.Try("list-instances");
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_services_are_written_in_many_ways)} clean-up"));

    [TestMethod]
    public void Msiexec_succeeds() => Assert.AreEqual(MsiResult.Success, result.ExitCode);

    [TestMethod]
    public void Every_one_was_stopped_and_runs_again()
    {
        foreach (var (name, (was, _)) in before)
        {
            var now = after[name].Service;
            Assert.AreEqual(ServiceState.Running, now.State, name);
            Assert.AreNotEqual(0, was.ProcessId, name);
            Assert.AreNotEqual(was.ProcessId, now.ProcessId, name);
        }
    }

    [TestMethod]
    public void The_configuration_of_every_service_is_as_it_was()
    {
        foreach (var (name, (_, was)) in before)
            Assert.AreEqual("", string.Join(Environment.NewLine, was.Differences(after[name].Configuration)), name);
    }

    [TestMethod]
    public void The_command_lines_are_stored_as_they_were_written()
    {
        // Without this, the test above could compare what Windows had changed already.
        foreach (var (name, imagePath) in Written)
            Assert.AreEqual(imagePath(), after[name].Service.ImagePath, name);
    }

    [TestMethod]
    public void An_agent_with_such_a_name_answers_with_the_new_version()
    {
        Assert.AreEqual(WithRecord.Name, agent.Health?.Instance);
        Assert.AreEqual("1.1.0", agent.Health?.Version);
    }

    [TestMethod]
    public void A_record_without_a_service_and_services_without_a_record_are_shown()
    {
        Assert.Contains("without service", list.Output);
        foreach (var instance in new[] { "unquoted", "short", "variable", "shouting", "more", "bob" })
            Assert.Contains(instance, list.Output);
    }

    [TestMethod]
    public void The_installer_makes_no_service_for_a_record() =>
        Assert.IsNull(ServiceTable.Manager.Find(Application.Tentacle.ServiceName("without service")));

    private static Dictionary<string, (Service Service, ServiceSnapshot Configuration)> Look() =>
        Written.Keys.ToDictionary(name => name, name => (ServiceTable.Get(name), ServiceSnapshot.Read(name)));

    private static string ShortPath(string path)
    {
        var text = new char[260];
        var length = GetShortPathName(path, text, text.Length);
        return length > 0 ? new(text, 0, length) : path;
    }

    [LibraryImport("kernel32.dll", EntryPoint = "GetShortPathNameW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int GetShortPathName(string path, [Out] char[] text, int length);
}
