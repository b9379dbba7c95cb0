using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Services that are not what their names say: strangers under our names, and our own under other names.</summary>
[TestClass]
public sealed class StrangerServiceTests : CommandTest
{
    private const string ProdA = "OctopusDeploy Tentacle: Prod A";
    private const string Foreign = @"C:\Foreign\Foreign.exe";

    [TestMethod]
    [DataRow("--start")]
    [DataRow("--stop")]
    [DataRow("--restart")]
    [DataRow("--uninstall")]
    [DataRow("--stop", "--uninstall")]
    [DataRow("--install")]
    [DataRow("--stop", "--uninstall", "--install", "--start")]
    public async Task Service_of_our_name_that_runs_a_strangers_program_is_left_alone(params string[] verbs)
    {
        Machine.Services.Add(ProdA, $"\"{Foreign}\" run --instance=\"Prod A\"", ServiceState.Running);

        await Refused(
            ExitCode.Conflict, $"The service '{ProdA}' runs {Foreign} and not {CliMachine.Executable}", "Create an instance of another name, or remove that service if nobody needs it.",
            ["service", .. verbs, "--instance", "Prod A"]);
    }

    [TestMethod]
    public async Task Service_of_our_name_that_cannot_be_looked_at_is_left_alone()
    {
        Machine.Services.Add(ProdA, $"\"{Foreign}\"", ServiceState.Running).Hide(ProdA);

        await Refused(ExitCode.Conflict, "something that your account may not see", "is left alone", "service", "--stop", "--instance", "Prod A");
    }

    [TestMethod]
    public async Task List_does_not_take_a_strangers_state_for_the_instances()
    {
        Machine.Services.Add(ProdA, $"\"{Foreign}\"", ServiceState.Running);

        var row = Row((await Machine.Run("list-instances")).Succeeded(), "Prod A");

        Assert.Contains("no service", row);
        Assert.Contains($"The service '{ProdA}' runs {Foreign}", row);
        Assert.DoesNotContain("Running", row);
    }

    [TestMethod]
    public async Task List_does_not_take_the_watchdog_for_an_instance()
    {
        Machine.Services.Add(Application.Tentacle.WatchdogServiceName, Application.WatchdogCommandLine(CliMachine.Executable), ServiceState.Running);

        Assert.DoesNotContain("Watchdog", (await Machine.Run("list-instances")).Succeeded().Output);
    }

    [TestMethod]
    public async Task Delete_is_not_kept_back_by_a_stranger_and_leaves_it()
    {
        Machine.Services.Add(ProdA, $"\"{Foreign}\"", ServiceState.Running);

        (await Machine.Run("delete-instance", "--instance", "Prod A", "--yes")).Succeeded();

        Assert.AreEqual(ServiceState.Running, Machine.Services.Find(ProdA)!.State);
    }

    [TestMethod]
    public async Task Service_of_another_name_that_runs_the_instance_is_the_instances()
    {
        Machine.Services.Add("Other", Application.ServiceCommandLine(CliMachine.Executable, "Prod A"), ServiceState.Running);

        Assert.Contains("Running", Row((await Machine.Run("list-instances")).Succeeded(), "Prod A"));
        (await Machine.Run("service", "--install", "--instance", "Prod A")).Succeeded();
        Assert.IsNull(Machine.StateOf("Prod A"));
        Assert.Contains("Remove the service 'Other'", (await Machine.Run("delete-instance", "--instance", "Prod A", "--what-if")).Succeeded().Output);
        (await Machine.Run("service", "--stop", "--uninstall", "--install", "--instance", "Prod A")).Succeeded();

        Assert.IsNull(Machine.Services.Find("Other"));
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Service_whose_path_is_written_otherwise_is_ours()
    {
        Machine.Services.Add(ProdA, $"{CliMachine.Executable.ToUpperInvariant()} run --instance=\"Prod A\"", ServiceState.Running);

        (await Machine.Run("service", "--stop", "--instance", "Prod A")).Succeeded();

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task List_shows_a_service_without_a_record()
    {
        Machine.AddService("orphan", ServiceState.Running);

        var row = Row((await Machine.Run("list-instances")).Succeeded(), "orphan");

        Assert.Contains("Running", row);
        Assert.Contains("has a service but no record", row);
        Assert.Contains($"Create the instance again with: {CliMachine.Called} create-instance --instance \"orphan\".", row);
        Assert.DoesNotContain("delete", row);
        var json = (await Machine.Run("list-instances", "--format", "json")).Succeeded().Output;
        Assert.Contains("\"Service\": \"OctopusDeploy Tentacle: orphan\"", json);
    }

    [TestMethod]
    public async Task List_shows_a_second_service_of_an_instance()
    {
        Machine.Services.Add("Other", Application.ServiceCommandLine(CliMachine.Executable, "blue"), ServiceState.Stopped);

        var rows = (await Machine.Run("list-instances")).Succeeded().Lines.Where(line => line.StartsWith("blue ", StringComparison.Ordinal)).ToArray();

        Assert.HasCount(2, rows);
        Assert.Contains("Running", rows[0]);
        Assert.Contains("Instance 'blue' has a second service, 'Other'.", rows[1]);
    }

    [TestMethod]
    public async Task List_shows_a_service_whose_record_is_corrupt()
    {
        var record = Path.Combine(Machine.Machine.Instances(Application.Tentacle), "blue.config");
        await File.WriteAllTextAsync(record, "{");

        var result = await Machine.Run("list-instances");

        Assert.AreEqual(ExitCode.RecordUnreadable, result.ExitCode);
        Assert.Contains($"The record of instance 'blue', {record}, is not valid JSON at line 1. Correct it.", Row(result, "blue"));
    }

    private static string Row(CliResult result, string instance) =>
        Assert.ContainsSingle(result.Lines.Where(line => line.StartsWith(instance + " ", StringComparison.Ordinal)));
}
