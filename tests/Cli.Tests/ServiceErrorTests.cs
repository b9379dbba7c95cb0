using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>What the caller can put right about services.</summary>
[TestClass]
public sealed class ServiceErrorTests : CommandTest
{
    [TestMethod]
    [DataRow("--start")]
    [DataRow("--stop")]
    [DataRow("--restart")]
    [DataRow("--uninstall")]
    public async Task Instance_without_a_service_is_told_how_to_install_it(params string[] verbs) =>
        await Refused(
            ExitCode.ServiceNotInstalled, "Instance 'Prod A' has no service.", $"Install it with: {CliMachine.Called} service --install --instance \"Prod A\".",
            ["service", .. verbs, "--instance", "Prod A"]);

    [TestMethod]
    public async Task Service_without_a_verb_says_which_there_are() =>
        await Refused(ExitCode.Usage, "Nothing to do.", "--install, --uninstall, --reconfigure, --start, --stop and --restart.", "service", "--instance", "blue");

    [TestMethod]
    [DataRow(ServiceFault.FailsToStart)]
    [DataRow(ServiceFault.DiesInStart)]
    public async Task Service_that_does_not_start_is_reported(ServiceFault fault)
    {
        Machine.AddService("Prod A", ServiceState.Stopped, fault);

        var result = await Machine.Run("service", "--start", "--instance", "Prod A");

        Assert.AreEqual((ExitCode.ServiceFailed, ""), (result.ExitCode, result.Output));
        Assert.Contains("of instance 'Prod A' stopped while starting", Assert.ContainsSingle(result.ErrorLines));
    }

    [TestMethod]
    public async Task Service_that_is_disabled_is_reported()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        Machine.Services.SetStartType(Application.Tentacle.ServiceName("Prod A"), StartType.Disabled);

        var result = await Machine.Run("service", "--start", "--instance", "Prod A");

        Assert.AreEqual((ExitCode.ServiceFailed, ""), (result.ExitCode, result.Output));
        Assert.Contains("OctopusDeploy Tentacle: Prod A", Assert.ContainsSingle(result.ErrorLines));
    }

    [TestMethod]
    [DataRow("--uninstall")]
    [DataRow("--uninstall", "--install")]
    [DataRow("--uninstall", "--install", "--start")]
    public async Task Running_service_is_not_removed_without_a_stop(params string[] verbs) =>
        await Refused(
            ExitCode.Conflict, "The service 'OctopusDeploy Tentacle: blue' of instance 'blue' has not stopped", "Add --stop", ["service", .. verbs, "--instance", "blue"]);

    [TestMethod]
    [DataRow("--uninstall", "--start")]
    [DataRow("--restart", "--uninstall")]
    public async Task Service_is_not_removed_to_be_started(params string[] verbs) =>
        await Refused(ExitCode.Usage, "A service that is removed cannot start.", "or add --install.", ["service", .. verbs, "--instance", "blue"]);
}
