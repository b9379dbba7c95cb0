using System.Text.Json;
using Octopus.Cli;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary><c>maintenance</c>, and what other commands do while an installation is in progress or was interrupted.</summary>
[TestClass]
public sealed class MaintenanceCommandTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";
    private const string Installer = @"C:\Windows\System32\msiexec.exe";

    [TestMethod]
    public async Task Status_without_an_installation_says_so()
    {
        var result = (await Machine.Run("maintenance", "status")).Succeeded();

        CollectionAssert.AreEqual(new[] { "No installation is in progress." }, result.Lines);
    }

    [TestMethod]
    public async Task Status_names_the_process_of_the_one_in_progress_and_since_when()
    {
        var entry = Interrupt(alive: true);

        var result = (await Machine.Run("maintenance", "status")).Succeeded();

        CollectionAssert.AreEqual(
            new[] { $"Upgrade of version 2.0.0 is in progress: process {entry.Owner.ProcessId} since 2026-11-24 12:00:00Z." }, result.Lines);
    }

    [TestMethod]
    public async Task Status_of_an_interrupted_one_names_the_next_step()
    {
        Interrupt(alive: false);

        var result = (await Machine.Run("maintenance", "status")).Succeeded();

        Assert.Contains($"was interrupted. Bring every instance back with: {CliMachine.Called} maintenance recover.", Assert.ContainsSingle(result.Lines));
    }

    [TestMethod]
    public async Task Status_as_json_has_the_state_and_the_last_result()
    {
        Interrupt(alive: false);
        await Machine.Run("maintenance", "recover");

        var result = (await Machine.Run("maintenance", "status", "--format", "json")).Succeeded();

        using var json = JsonDocument.Parse(result.Output);
        Assert.AreEqual("None", json.RootElement.GetProperty("state").GetString());
        Assert.AreEqual("Recovered", json.RootElement.GetProperty("lastRun").GetProperty("result").GetString());
        Assert.AreEqual("blue", json.RootElement.GetProperty("lastRun").GetProperty("instances")[0].GetProperty("instance").GetString());
    }

    [TestMethod]
    public async Task Recover_starts_what_ran_and_tells_how()
    {
        Interrupt(alive: false);

        var result = await Machine.Run("maintenance", "recover");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.StartsWith("blue: was Running, started after", Assert.ContainsSingle(result.Lines));
        var service = Machine.Services.Find(Blue)!;
        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (service.State, service.StartType));
        Assert.IsNull(Machine.Journal.Read());
    }

    [TestMethod]
    public async Task Recover_that_is_only_looked_at_says_what_it_would_do()
    {
        Interrupt(alive: false);
        var before = Machine.Everything();

        var result = (await Machine.Run("maintenance", "recover", "--what-if")).Succeeded();

        Assert.Contains("rem   blue: Let the service 'OctopusDeploy Tentacle: blue' be Running again, and its start type Automatic", result.Lines);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Recover_without_anything_to_recover_says_so()
    {
        var result = (await Machine.Run("maintenance", "recover")).Succeeded();

        CollectionAssert.AreEqual(new[] { "There is nothing to recover." }, result.Lines);
        Assert.IsEmpty(Machine.Services.Log);
    }

    [TestMethod]
    public async Task Recover_instance_that_does_not_come_back_is_named_and_has_its_exit_code()
    {
        Interrupt(alive: false);
        Machine.Services.Behave(Blue, new(Support.ServiceFault.FailsToStart));

        var result = await Machine.Run("maintenance", "recover");

        Assert.AreEqual(ExitCode.MaintenanceFailed, result.ExitCode);
        Assert.Contains("'blue' stopped while starting", result.Error);
    }

    [TestMethod]
    public Task Recover_while_the_installation_lives_is_refused() =>
        RefusedWhileAlive("maintenance", "recover");

    [TestMethod]
    [DataRow("--start")]
    [DataRow("--stop")]
    [DataRow("--restart")]
    [DataRow("--stop", "--uninstall")]
    public Task Service_while_an_installation_lives_is_refused(params string[] verbs) =>
        RefusedWhileAlive(["service", .. verbs, "--instance", "blue"]);

    [TestMethod]
    public async Task Service_start_after_an_interrupted_installation_names_the_command_that_mends_it()
    {
        Interrupt(alive: false);

        await Refused(ExitCode.MaintenanceInProgress, "was interrupted", "maintenance recover", "service", "--start", "--instance", "blue");
    }

    [TestMethod]
    public async Task Service_stop_after_an_interrupted_installation_is_possible()
    {
        Interrupt(alive: false);

        var result = await Machine.Run("service", "--stop", "--instance", "blue");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
    }

    [TestMethod]
    [DataRow("status")]
    [DataRow("recover")]
    public async Task Maintenance_needs_an_elevated_administrator(string verb)
    {
        Machine.IsElevated = false;

        await Refused(ExitCode.NotElevated, "elevated administrator", "Run as administrator", "maintenance", verb);
    }

    [TestMethod]
    [DataRow(MaintenancePhase.Changing, true)]
    [DataRow(MaintenancePhase.Starting, false)]
    [DataRow(MaintenancePhase.Completing, false)]
    public void An_agent_may_start_as_soon_as_the_files_are_as_they_shall_be(MaintenancePhase phase, bool refused)
    {
        Machine.Journal.Write(Interrupt(alive: true) with { Phase = phase });

        var problem = Refusal(() => MaintenanceNotice.RefuseDuring(Machine.Machine, Machine.Services.Processes, "The agent does not start", evenWhileStarting: false));

        Assert.AreEqual(refused, problem is not null);
    }

    [TestMethod]
    public void An_agent_may_start_when_the_installation_was_interrupted()
    {
        Interrupt(alive: false);

        MaintenanceNotice.RefuseDuring(Machine.Machine, Machine.Services.Processes, "The agent does not start", evenWhileStarting: false);
    }

    [TestMethod]
    public void A_notice_that_cannot_be_read_keeps_nobody_from_starting()
    {
        Interrupt(alive: true);
        File.WriteAllText(Path.Combine(Machine.Machine.Path, "maintenance.json"), "{ \"owner\": null }");

        Assert.IsNull(MaintenanceNotice.Read(Machine.Machine));
    }

    private Task RefusedWhileAlive(params string[] args)
    {
        var entry = Interrupt(alive: true);
        return Refused(
            ExitCode.MaintenanceInProgress, $"process {entry.Owner.ProcessId} ", "since 2026-11-24 12:00:00Z. Wait until it has finished.", args);
    }

    private static MaintenanceInProgressException? Refusal(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (MaintenanceInProgressException refusal)
        {
            return refusal;
        }
    }

    [TestMethod]
    public async Task Doctor_finds_an_interrupted_installation_until_it_is_recovered()
    {
        Interrupt(alive: false);

        var found = await Machine.Run("doctor");

        Assert.Contains("An installation of version 2.0.0 that began 2026-11-24 12:00:00Z was interrupted", found.Output);
        Assert.Contains($"Mend it with: {CliMachine.Called} maintenance recover", found.Output);
        Assert.AreEqual(ExitCode.Success, (await Machine.Run("maintenance", "recover")).ExitCode);
        Assert.DoesNotContain("maintenance recover", (await Machine.Run("doctor")).Output);
    }

    [TestMethod]
    public async Task Doctor_leaves_an_installation_in_progress_alone()
    {
        Interrupt(alive: true);

        Assert.DoesNotContain("maintenance recover", (await Machine.Run("doctor")).Output);
    }

    /// <summary>Leaves the machine as an installation does that has stopped blue and then was killed, or has not been yet.</summary>
    private JournalEntry Interrupt(bool alive)
    {
        var service = Machine.Services.Find(Blue)!;
        var state = new InstanceState("blue", Blue, CliMachine.Executable, ServiceState.Running, StartType.Automatic, service.ProcessId) { ImagePath = service.ImagePath };
        Machine.Services.Request(Blue, ServiceRequest.Stop);
        Machine.Services.SetStartType(Blue, StartType.Disabled);
        var installer = Machine.Services.Processes.Start(Installer);
        var started = Machine.Services.Processes.List().Single(process => process.Id == installer).StartedAt;
        if (!alive)
            Machine.Services.Processes.Exit(installer);
        var entry = new JournalEntry
        {
            Plan = new() { Id = "1", Kind = MaintenanceKind.Upgrade, Version = "2.0.0", Instances = [state] },
            Owner = new(installer, started),
            StopBegan = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        };
        Machine.Journal.Open(entry.Owner, _ => true, Assert.Fail, _ => entry);
        return entry;
    }
}
