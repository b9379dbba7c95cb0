using System.Text.Json;
using Octopus.Cli;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>The services of several instances in one command: each has its own result, and none keeps another from its own.</summary>
[TestClass]
public sealed class ServiceSelectionTests : CommandTest
{
    public ServiceSelectionTests() => Machine.Add("green", 10942).AddService("green", ServiceState.Running);

    [TestMethod]
    public async Task Several_are_named_one_by_one_and_each_counts_once()
    {
        var result = (await Machine.Run("service", "--stop", "--instance", "blue", "--instance", "green", "--instance", "BLUE")).Succeeded();

        Assert.HasCount(2, result.Lines);
        Assert.AreEqual((ServiceState.Stopped, ServiceState.Stopped), (Machine.StateOf("blue"), Machine.StateOf("green")));
    }

    [TestMethod]
    public async Task Every_one_with_a_service_is_meant_by_an_asterisk()
    {
        var result = await Machine.Run("service", "--stop", "--instance", "*");

        Assert.AreEqual((ExitCode.Success, "Warning: instance 'Prod A' has no service and is left out."), (result.ExitCode, Assert.ContainsSingle(result.ErrorLines)));
        Assert.AreEqual((ServiceState.Stopped, ServiceState.Stopped), (Machine.StateOf("blue"), Machine.StateOf("green")));
    }

    [TestMethod]
    public async Task Every_one_without_a_service_gets_one()
    {
        Assert.AreEqual(ExitCode.Success, (await Machine.Run("service", "--install", "--instance", "*")).ExitCode);

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod A"));
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Asterisk_without_instances_says_so()
    {
        foreach (var record in Machine.Store.Read().Instances)
            Machine.Store.Remove(record.Name);

        await Refused(ExitCode.InstanceNotFound, "There are no instances yet.", "create-instance", "service", "--stop", "--instance", "*");
    }

    [TestMethod]
    public async Task Instance_that_cannot_be_done_fails_alone()
    {
        var result = await Machine.Run("service", "--stop", "--instance", "blue", "--instance", "Prod A", "--format", "json");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        var instances = JsonDocument.Parse(result.Output).RootElement.GetProperty("Instances").EnumerateArray()
            .ToDictionary(instance => instance.GetProperty("InstanceName").GetString()!, instance => (ExitCode)instance.GetProperty("ExitCode").GetInt32());
        Assert.AreEqual((ExitCode.Success, ExitCode.ServiceNotInstalled), (instances["blue"], instances["Prod A"]));
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Instance_that_does_not_start_fails_alone()
    {
        Machine.AddService("Prod A", ServiceState.Stopped, ServiceFault.FailsToStart);

        var result = await Machine.Run("service", "--restart", "--instance", "*");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        Assert.Contains("of instance 'Prod A' stopped while starting", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual((ServiceState.Running, ServiceState.Running), (Machine.StateOf("blue"), Machine.StateOf("green")));
    }

    [TestMethod]
    public async Task All_that_fail_alike_have_their_own_exit_code()
    {
        Machine.Add("other", 10943);

        var result = await Machine.Run("service", "--start", "--instance", "Prod A", "--instance", "other");

        Assert.AreEqual(ExitCode.ServiceNotInstalled, result.ExitCode);
        Assert.HasCount(2, result.ErrorLines);
    }

    [TestMethod]
    public async Task Unknown_one_among_several_is_a_mistake_and_nothing_is_done() =>
        await Refused(ExitCode.InstanceNotFound, "There is no instance 'nobody'.", "Create it with", "service", "--stop", "--instance", "blue", "--instance", "nobody");

    [TestMethod]
    public async Task Option_is_not_taken_for_a_name()
    {
        foreach (var verb in new[] { "service", "delete-instance" })
        {
            var result = await Machine.Run(verb, "--instance", "--yes");

            Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
            Assert.AreEqual("'--yes' is not the name of an instance. Write a name after --instance.", result.ErrorLines[0]);
        }
    }

    [TestMethod]
    public async Task Plan_has_a_line_for_each_and_says_what_is_not_possible()
    {
        var before = Machine.Everything();

        var result = await Machine.Run("service", "--restart", "--instance", "green", "--instance", "Prod A", "--instance", "blue", "--what-if");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        CollectionAssert.AreEqual(
            new[]
            {
                "rem Nothing has been changed. 'service' would:",
                "rem   green: Stop the service 'OctopusDeploy Tentacle: green'",
                "rem   blue: Stop the service 'OctopusDeploy Tentacle: blue'",
                "rem   green: Start the service 'OctopusDeploy Tentacle: green'",
                "rem   blue: Start the service 'OctopusDeploy Tentacle: blue'",
                $"rem   Prod A: not possible. Instance 'Prod A' has no service. Install it with: {CliMachine.Called} service --install --instance \"Prod A\".",
                $"\"{CliMachine.Executable}\" service --stop --start --instance \"green\"",
                $"\"{CliMachine.Executable}\" service --stop --start --instance \"blue\"",
            },
            result.Lines);
        Assert.AreEqual(before, Machine.Everything());
    }
}
