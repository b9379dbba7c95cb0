using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

[TestClass]
public sealed class InstanceDiscoveryTests
{
    private const string Server = @"C:\Program Files\Octopus Deploy\Tentacle\Octopus.Server.exe";

    private readonly TestMachine machine = new();

    [TestMethod]
    public void Discover_machine_without_services_finds_nothing()
    {
        var found = Discover();

        Assert.IsEmpty(found.Ours);
        Assert.IsEmpty(found.Strangers);
    }

    [TestMethod]
    public void Discover_service_of_our_executable_is_ours_whatever_it_is_called()
    {
        machine.Services.Add("Completely Else", Quoted(TestMachine.Tentacle, "run --instance=\"Prod A\""), ServiceState.Running, StartType.Manual);

        var state = Assert.ContainsSingle(Discover().Ours);

        var processId = machine.Services.Find("Completely Else")!.ProcessId;
        Assert.AreEqual(
            new InstanceState("Prod A", "Completely Else", TestMachine.Tentacle, ServiceState.Running, StartType.Manual, processId)
            {
                ImagePath = Quoted(TestMachine.Tentacle, "run --instance=\"Prod A\""),
                DependsOn = state.DependsOn,
            },
            state);
    }

    [TestMethod]
    public void Discover_compares_the_file_and_not_its_spelling()
    {
        const string Short = @"C:\PROGRA~1\OCTOPU~1\Tentacle\Tentacle.exe";
        machine.Files.Add(TestMachine.Tentacle, Short);
        machine.Services
            .Add("a", Quoted(TestMachine.Tentacle.ToUpperInvariant(), "run"))
            .Add("b", $"{Short} run")
            .Add("c", $"{TestMachine.Tentacle} run")
            .Add("d", Quoted(TestMachine.Tentacle.Replace(".exe", "", StringComparison.Ordinal), "run"))
            .Add("e", $@"\??\{TestMachine.Tentacle} run");

        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d", "e" }, Discover().Ours.Select(state => state.Service).ToArray());
    }

    [TestMethod]
    [DataRow("OctopusDeploy Tentacle")]
    [DataRow("OctopusDeploy Tentacle: Prod A")]
    [DataRow("octopusdeploy tentacle: prod a")]
    [DataRow("OctopusDeploy")]
    [DataRow("OctopusDeploy: Prod A")]
    public void Discover_name_like_ours_on_another_executable_is_a_stranger(string service)
    {
        machine.Services.Add(service, Quoted(TestMachine.Foreign, "run --instance=\"Prod A\""));

        var found = Discover();

        Assert.IsEmpty(found.Ours);
        Assert.AreEqual(service, Assert.ContainsSingle(found.Strangers).Name);
    }

    [TestMethod]
    [DataRow("OctopusDeploy Tentacles")]
    [DataRow("OctopusDeploy TentacleX: a")]
    [DataRow("OctopusDeployX")]
    [DataRow("My OctopusDeploy Tentacle")]
    [DataRow("Spooler")]
    public void Discover_other_service_does_not_concern_us(string service)
    {
        machine.Services.Add(service, Quoted(TestMachine.Foreign, ""));

        Assert.IsEmpty(Discover().Strangers);
        Assert.IsEmpty(Discover().Ours);
    }

    [TestMethod]
    public void Discover_executable_of_the_same_name_in_another_folder_is_not_ours()
    {
        machine.Services.Add("OctopusDeploy Tentacle", @"""C:\Other\Tentacle.exe"" run");

        Assert.IsEmpty(Discover().Ours);
    }

    [TestMethod]
    public void Discover_service_whose_command_line_cannot_be_read_is_a_stranger_by_its_name()
    {
        machine.Services.Add("OctopusDeploy Tentacle", "").Add("Protected", "");

        Assert.AreEqual("OctopusDeploy Tentacle", Assert.ContainsSingle(Discover().Strangers).Name);
    }

    [TestMethod]
    public void Discover_finds_services_of_every_executable_by_instance()
    {
        machine.Files.Add(Server);
        machine.Services
            .Add("OctopusDeploy Tentacle: zulu", Application.ServiceCommandLine(TestMachine.Tentacle, "zulu"))
            .Add("OctopusDeploy", Application.ServiceCommandLine(Server, "OctopusServer"))
            .Add("OctopusDeploy Tentacle: Alpha", Application.ServiceCommandLine(TestMachine.Tentacle, "Alpha"));

        CollectionAssert.AreEqual(new[] { "Alpha", "OctopusServer", "zulu" }, Discover().Ours.Select(state => state.Instance).ToArray());
    }

    [TestMethod]
    [DataRow("run --instance=\"Prod A\"", "Prod A")]
    [DataRow("run --instance=Prod", "Prod")]
    [DataRow("run --instance \"Prod A\"", "Prod A")]
    [DataRow("run --instance Prod", "Prod")]
    [DataRow("run --instance:Prod", "Prod")]
    [DataRow("run --instance:\"Prod A\"", "Prod A")]
    [DataRow("run --INSTANCE=\"Prod A\"", "Prod A")]
    [DataRow("run --instance = \"Prod A\"", "Prod A")]
    [DataRow("run --instance=\"Prod A\" --console", "Prod A")]
    [DataRow("run --instance=Prod --console", "Prod")]
    [DataRow("--instance=Prod run", "Prod")]
    [DataRow("run --instance=\"Prod A", "Prod A")]
    [DataRow("run \"--instance=Prod A\"", "Prod A")]
    [DataRow("run --instances=3 --instance=Prod", "Prod")]
    [DataRow("run \"--instance\" \"Prod A\" --console", "Prod A")]
    [DataRow("run --console \"--instance:Prod A\"", "Prod A")]
    [DataRow("run --instances --instance Prod", "Prod")]
    [DataRow("run --log=\"x --instance=y\" --instance=Prod", "Prod")]
    [DataRow("run -instance=\"Prod A\"", "Prod A")]
    [DataRow("run -Instance Prod", "Prod")]
    [DataRow("run /instance:\"Prod A\"", "Prod A")]
    [DataRow("run /INSTANCE Prod /console", "Prod")]
    [DataRow("agent \"/instance=Prod A\" -nologo", "Prod A")]
    [DataRow("run -i=x ---instance=y -instance=Prod", "Prod")]
    public void Discover_reads_the_instance_from_every_spelling(string arguments, string instance)
    {
        machine.Services.Add("any", Quoted(TestMachine.Tentacle, arguments));

        Assert.AreEqual(instance, Assert.ContainsSingle(Discover().Ours).Instance);
    }

    [TestMethod]
    [DataRow("OctopusDeploy Tentacle", "run")]
    [DataRow("OctopusDeploy Tentacle: Prod A", "run")]
    [DataRow("Anything", "RUN --console")]
    [DataRow("Anything", "\"agent\"")]
    [DataRow("Anything", "run --instances=3")]
    [DataRow("Anything", "run no--instance=3")]
    public void Discover_service_that_names_no_instance_runs_the_default_one_as_its_program_does(string service, string arguments)
    {
        machine.Services.Add(service, Quoted(TestMachine.Tentacle, arguments));

        Assert.AreEqual("Tentacle", Assert.ContainsSingle(Discover().Ours).Instance);
    }

    [TestMethod]
    [DataRow("octopusdeploy tentacle", "", "Tentacle")]
    [DataRow("OctopusDeploy", "", "OctopusServer")]
    [DataRow("Anything", "", "Anything")]
    [DataRow("Anything", "running", "Anything")]
    [DataRow("Anything", "checkservices --instances=*", "Anything")]
    [DataRow("Anything", "run --instance=", "Anything")]
    [DataRow("Anything", "run --instance=\"\"", "Anything")]
    [DataRow("Anything", "run /instance=\"\" --console", "Anything")]
    [DataRow("Anything", "run -instance", "Anything")]
    public void Discover_service_that_says_no_instance_is_called_by_its_service(string service, string arguments, string instance)
    {
        machine.Services.Add(service, Quoted(TestMachine.Tentacle, arguments));

        Assert.AreEqual(instance, Assert.ContainsSingle(Discover().Ours).Instance);
    }

    [TestMethod]
    public void Discover_tells_instances_apart_whose_names_begin_alike()
    {
        foreach (var instance in new[] { "Prod", "Prod A", "Prod A: B", "Pro" })
            machine.Services.Add(TestMachine.ServiceOf(instance), Application.ServiceCommandLine(TestMachine.Tentacle, instance));

        var found = Discover().Ours;

        CollectionAssert.AreEqual(new[] { "Pro", "Prod", "Prod A", "Prod A: B" }, found.Select(state => state.Instance).ToArray());
        Assert.IsTrue(found.All(state => state.Service == TestMachine.ServiceOf(state.Instance)));
    }

    private DiscoveredServices Discover() =>
        new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle, Server]);

    private static string Quoted(string executable, string arguments) => $"\"{executable}\" {arguments}";
}
