using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>The watchdog's work, once.</summary>
[TestClass]
public sealed class CheckServicesTests : CommandTest
{
    [TestMethod]
    [DataRow("checkservices")]
    [DataRow("checkservices", "--instances", "*")]
    [DataRow("checkservices", "--instances=BLUE,Prod B")]
    public async Task What_failed_is_started_and_what_was_stopped_is_not(params string[] words)
    {
        Machine.Add("Prod B", 10950).AddService("Prod B", ServiceState.Running);
        Machine.Services.Request(Application.Tentacle.ServiceName("Prod B"), ServiceRequest.Stop);
        Kill("blue");

        var result = (await Machine.Run(words)).Succeeded();

        Assert.AreEqual((ServiceState.Running, ServiceState.Stopped), (Machine.StateOf("blue"), Machine.StateOf("Prod B")));
        Assert.StartsWith("blue: started after", Assert.ContainsSingle(result.Lines));
    }

    [TestMethod]
    public async Task What_was_stopped_with_a_command_stays_stopped_however_it_ended()
    {
        Kill("blue");
        (await Machine.Run("service", "--stop", "--instance", "blue")).Succeeded();

        (await Machine.Run("checkservices")).Succeeded();
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("blue"));

        // Started since, it counts again.
        (await Machine.Run("service", "--start", "--instance", "blue")).Succeeded();
        Kill("blue");
        (await Machine.Run("checkservices")).Succeeded();
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task What_was_stopped_to_start_again_and_did_not_has_failed()
    {
        var service = Application.Tentacle.ServiceName("blue");
        Machine.Services.Behave(service, new(ServiceFault.FailsToStart));
        Assert.AreEqual(ExitCode.ServiceFailed, (await Machine.Run("service", "--restart", "--instance", "blue")).ExitCode);
        Machine.Services.Behave(service, ServiceBehaviour.Normal);

        (await Machine.Run("checkservices")).Succeeded();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Nothing_that_failed_is_said_and_changes_nothing()
    {
        var before = Machine.Everything();

        var result = (await Machine.Run("checkservices")).Succeeded();

        Assert.AreEqual("Nothing has failed, so nothing was started.", Assert.ContainsSingle(result.Lines));
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task One_that_does_not_start_keeps_no_other_from_it()
    {
        Machine.Add("bad", 10950).AddService("bad", ServiceState.Running, ServiceFault.FailsToStart);
        Kill("bad");
        Kill("blue");

        var result = await Machine.Run("checkservices");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.Contains("'bad' stopped while starting, with exit code 42", Assert.ContainsSingle(result.ErrorLines));
    }

    [TestMethod]
    public async Task Names_without_a_service_are_told_and_keep_no_other_from_it()
    {
        Kill("blue");

        var result = await Machine.Run("checkservices", "--instances", "blue,Ghost,Prod A");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.Contains("There is no instance 'Ghost'.", result.Error);
        Assert.Contains("Instance 'Prod A' has no service.", result.Error);
    }

    [TestMethod]
    public async Task Name_that_is_no_instance_has_its_own_exit_code() =>
        Assert.AreEqual(ExitCode.InstanceNotFound, (await Machine.Run("checkservices", "--instances", "Ghost")).ExitCode);

    [TestMethod]
    public async Task Script_and_reasons_are_shown_without_starting_anything()
    {
        Kill("blue");
        var before = Machine.Everything();

        var result = (await Machine.Run("checkservices", "--what-if")).Succeeded();

        Assert.Contains("blue: Start the service 'OctopusDeploy Tentacle: blue', which ended with exit code 1067", result.Output);
        Assert.AreEqual($"\"{CliMachine.Executable}\" checkservices --instances \"*\"", result.Lines[^1]);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Programs_are_told_of_each_instance()
    {
        Kill("blue");

        using var json = JsonDocument.Parse((await Machine.Run("checkservices", "--instances", "blue,Ghost", "--format", "json")).Output);

        var instances = json.RootElement.GetProperty("Instances");
        Assert.AreEqual(("blue", 0), (instances[0].GetProperty("InstanceName").GetString(), instances[0].GetProperty("ExitCode").GetInt32()));
        Assert.AreEqual(("Ghost", 3), (instances[1].GetProperty("InstanceName").GetString(), instances[1].GetProperty("ExitCode").GetInt32()));
    }

    [TestMethod]
    public async Task Installation_in_progress_is_left_in_peace()
    {
        Kill("blue");
        var installer = Installer();

        await Refused(ExitCode.MaintenanceInProgress, $"process {installer}", "Wait until it has finished", "checkservices");
    }

    [TestMethod]
    public async Task Installation_that_was_interrupted_is_told_with_what_mends_it()
    {
        Kill("blue");
        Machine.Services.Processes.Exit(Installer());

        await Refused(ExitCode.MaintenanceInProgress, "was interrupted", "maintenance recover.", "checkservices");
    }

    [TestMethod]
    public async Task Machine_that_has_only_just_started_is_left_to_Windows()
    {
        Machine.Add("Prod C", 10950).AddService("Prod C", ServiceState.Stopped);
        Machine.Uptime = TimeSpan.FromMinutes(1);
        (await Machine.Run("checkservices")).Succeeded();
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod C"));

        Machine.Uptime = TimeSpan.FromMinutes(3);
        (await Machine.Run("checkservices")).Succeeded();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("Prod C"));
    }

    private int Installer()
    {
        var installer = Machine.Services.Processes.Start("msiexec.exe");
        using var process = Machine.Services.Processes.Open(installer);
        Machine.Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(installer, process!.StartedAt) });
        return installer;
    }

    private void Kill(string instance) => Machine.Services.Kill(Application.Tentacle.ServiceName(instance));
}
