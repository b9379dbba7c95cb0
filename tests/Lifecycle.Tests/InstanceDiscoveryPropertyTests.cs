using CsCheck;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>What holds for any services of a machine: ours are found by the file they run, and nobody else's is.</summary>
[TestClass]
public sealed class InstanceDiscoveryPropertyTests
{
    private const string ShortPath = @"C:\PROGRA~1\OCTOPU~1\Tentacle\Tentacle.exe";

    // Where an unquoted path to our executable would lead if somebody put a file there.
    private const string Decoy = @"C:\Program.exe";

    private static readonly Gen<string> OurCommandLine = Gen.Select(
        Gen.OneOf(
            $"\"{TestMachine.Tentacle}\"", TestMachine.Tentacle, ShortPath, $@"\??\{TestMachine.Tentacle}", $"\"{TestMachine.Tentacle.ToUpperInvariant()}\"",
            $"\"{TestMachine.Tentacle[..^4]}\"", TestMachine.Tentacle[..^4], $"  \"{TestMachine.Tentacle}\""),
        Gen.OneOf("", " run", " run --instance=\"Prod A\"", " --console run", "\trun"),
        (executable, arguments) => executable + arguments);

    private static readonly Gen<string> ForeignCommandLine = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
            "", "\"", TestMachine.Foreign, $"\"{TestMachine.Foreign}\" \"{TestMachine.Tentacle}\"", $"{TestMachine.Foreign} {TestMachine.Tentacle} run",
            $"\"{TestMachine.Tentacle}.old\" run", $"\"{TestMachine.Tentacle} \" run", @"C:\Program Files\Octopus Deploy\Tentacle\..\Tentacle.exe", "Tentacle.exe run",
            $"cmd /c \"{TestMachine.Tentacle}\" run", @"C:\Program Files\Octopus Deploy\Tentacle"));

    private static readonly Gen<string> ServiceName =
        Gen.OneOf("OctopusDeploy Tentacle", "OctopusDeploy Tentacle: Prod A", "octopusdeploy tentacle: x", "OctopusDeploy", "OctopusDeployX", "Spooler", "Anything");

    private static readonly Gen<(string Name, string CommandLine, bool IsOurs, ServiceState State)> Described = Gen.Select(
        ServiceName,
        Gen.OneOf(OurCommandLine.Select(line => (line, true)), ForeignCommandLine.Select(line => (line, false))),
        Gen.Enum<ServiceState>(),
        (name, line, state) => (name, line.Item1, line.Item2, state));

    [TestMethod]
    public void Discover_any_services_finds_exactly_those_that_run_our_executable() =>
        Described.Array[0, 6].Sample(
            described =>
            {
                var services = described.DistinctBy(service => service.Name.ToUpperInvariant()).ToList();
                var machine = new TestMachine();
                machine.Files.Add(TestMachine.Tentacle, ShortPath);
                foreach (var service in services)
                    machine.Services.Add(service.Name, service.CommandLine, service.State);

                var found = new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]);

                CollectionAssert.AreEquivalent(
                    services.Where(service => service.IsOurs).Select(service => (service.Name, service.State)).ToList(),
                    found.Ours.Select(state => (state.Service, state.State)).ToList());
                CollectionAssert.AreEquivalent(
                    services.Where(service => !service.IsOurs && Application.All.Any(application => application.IsServiceName(service.Name))).Select(service => service.Name).ToList(),
                    found.Strangers.Select(stranger => stranger.Name).ToList());
            },
            iter: 3_000);

    [TestMethod]
    public void Discover_with_a_file_in_the_way_of_unquoted_paths_takes_only_the_quoted_for_ours() =>
        OurCommandLine.Sample(
            commandLine =>
            {
                var machine = new TestMachine();
                machine.Files.Add(TestMachine.Tentacle, ShortPath).Add(Decoy);
                machine.Services.Add("any", commandLine);

                var isOurs = new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]).Ours.Count == 1;

                // What Windows would start is the decoy, so the service is not ours to stop.
                return isOurs == !commandLine.Replace(@"\??\", "", StringComparison.Ordinal).StartsWith(@"C:\Program ", StringComparison.Ordinal);
            },
            iter: 500);
}
