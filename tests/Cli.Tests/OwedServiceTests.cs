using System.Text.Json;
using Octopus.Cli;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>
/// Whatever stops a service and will start it again owes it that, from before the stop until it runs: an installation that begins in
/// between waits, and a command that dies leaves nobody down for good.
/// </summary>
[TestClass]
public sealed class OwedServiceTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";
    private const string Green = "OctopusDeploy Tentacle: green";
    private const string ProdA = "OctopusDeploy Tentacle: Prod A";

    private readonly List<OwedState> owed = [];

    private string Backups => Machine.PathTo("backups");

    public OwedServiceTests() => Machine.Terminal.Variables["OCTOPUS_BACKUP_PASSPHRASE"] = "correct horse";

    [TestMethod]
    [DataRow("service --restart", "service", "--restart", "--instance", "blue")]
    [DataRow("service --stop --start", "service", "--stop", "--start", "--instance", "*")]
    [DataRow("service --reconfigure --restart", "service", "--reconfigure", "--restart", "--instance", "blue")]
    [DataRow("service --stop --uninstall --install --start", "service", "--stop", "--uninstall", "--install", "--start", "--instance", "blue")]
    [DataRow("backup --stop", "backup", "--stop", "--instance", "*", "--to", "BACKUPS")]
    [DataRow("restore --overwrite --stop --yes", "restore", "--from", "BACKUPS", "--instance", "blue", "--overwrite", "--stop", "--yes")]
    [DataRow("rename-instance", "rename-instance", "--instance", "blue", "--as", "green")]
    [DataRow("rename-instance", "rename-instance", "--instance", "blue", "--as", "BLUE")]
    public async Task Written_down_before_the_first_stop_and_settled_when_it_runs(string by, params string[] args)
    {
        await Save();
        Watch(next =>
        {
            if (owed.Count == 0)
                Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
            owed.AddRange(next);
        });

        var result = await Run(args);

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        var debt = owed.First(debt => debt.State.Service == Blue);
        Assert.AreEqual((by, ServiceState.Running, Environment.ProcessId, false), (debt.By, debt.State.State, debt.Owner.ProcessId, debt.IsHeld));
        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    [DataRow("service", "--restart", "--instance", "blue")]
    [DataRow("service", "--start", "--instance", "blue")]
    [DataRow("service", "--stop", "--uninstall", "--install", "--start", "--instance", "blue")]
    [DataRow("backup", "--stop", "--instance", "blue", "--to", "BACKUPS")]
    [DataRow("restore", "--from", "BACKUPS", "--instance", "blue", "--overwrite", "--stop", "--yes")]
    [DataRow("rename-instance", "--instance", "blue", "--as", "green")]
    public async Task Installation_that_begins_after_the_checks_is_left_alone(params string[] args)
    {
        await Save();
        Watch(_ => BeginInstallation());
        var before = Machine.Services.Log.Count;

        var result = await Run(args);

        Assert.AreEqual(ExitCode.MaintenanceInProgress, result.ExitCode, result.Error);
        Assert.Contains("Nothing has been changed: process ", result.Error);
        Assert.HasCount(before, Machine.Services.Log);
        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    [DataRow("service", "--restart", "--instance", "blue")]
    [DataRow("backup", "--stop", "--instance", "blue", "--to", "BACKUPS")]
    [DataRow("restore", "--from", "BACKUPS", "--instance", "blue", "--overwrite", "--stop", "--yes")]
    public async Task What_does_not_start_again_stays_owed_by_nobody_until_it_is_recovered(params string[] args)
    {
        await Save();
        Machine.Services.Behave(Blue, new(ServiceFault.FailsToStart));

        Assert.AreEqual(ExitCode.ServiceFailed, (await Run(args)).ExitCode);

        Assert.AreEqual(JournalOwner.Nobody, Assert.ContainsSingle(Machine.Journal.ReadOwed()).Owner);
        Machine.Services.Behave(Blue, ServiceBehaviour.Normal);
        Assert.AreEqual(ExitCode.Success, (await Run("maintenance", "recover")).ExitCode);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Renamed_one_that_does_not_start_is_owed_it_under_its_new_name()
    {
        Watch(next =>
        {
            if (next.Any(debt => debt.State.Service == Green))
                Machine.Services.Behave(Green, new(ServiceFault.FailsToStart));
        });

        Assert.AreEqual(ExitCode.ServiceFailed, (await Run("rename-instance", "--instance", "blue", "--as", "green")).ExitCode);

        var debt = Assert.ContainsSingle(Machine.Journal.ReadOwed());
        Assert.AreEqual((Green, ServiceState.Running), (debt.State.Service, debt.State.State));
    }

    [TestMethod]
    public async Task What_was_only_to_be_started_and_does_not_is_owed_nothing()
    {
        await Run("service", "--stop", "--instance", "blue");
        Machine.Services.Behave(Blue, new(ServiceFault.FailsToStart));

        Assert.AreEqual(ExitCode.ServiceFailed, (await Run("service", "--start", "--instance", "blue")).ExitCode);

        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    [DataRow("service", "--stop", "--instance", "blue")]
    [DataRow("service", "--stop", "--uninstall", "--instance", "blue")]
    [DataRow("service", "--start", "--instance", "blue")]
    [DataRow("delete-instance", "--instance", "blue", "--yes")]
    public async Task Person_who_decides_settles_what_was_owed(params string[] args)
    {
        Owe();

        Assert.AreEqual(ExitCode.Success, (await Run(args)).ExitCode);

        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Start_that_fails_again_keeps_what_an_installation_owes()
    {
        Owe();
        Machine.Services.Behave(Blue, new(ServiceFault.FailsToStart));

        Assert.AreEqual(ExitCode.ServiceFailed, (await Run("service", "--start", "--instance", "blue")).ExitCode);

        Assert.AreEqual("Upgrade of version 2.0.0", Assert.ContainsSingle(Machine.Journal.ReadOwed()).By);
    }

    [TestMethod]
    public async Task Start_leaves_what_another_command_that_lives_is_giving_back()
    {
        Owe(alive: true);

        (await Run("service", "--start", "--instance", "blue")).Succeeded();

        Assert.ContainsSingle(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Status_names_who_is_owed_what_by_what_and_since_when()
    {
        Owe();

        var result = (await Run("maintenance", "status")).Succeeded();

        CollectionAssert.AreEqual(
            new[]
            {
                "No installation is in progress.",
                $"Stopped for a while and not given back. Bring them back with: {CliMachine.Called} maintenance recover.",
                $"  blue: the service '{Blue}' was Running and is Stopped; 'Upgrade of version 2.0.0' took it 2026-11-24 12:00:00Z",
            },
            result.Lines);
        using var json = JsonDocument.Parse((await Run("maintenance", "status", "--format", "json")).Output);
        var row = json.RootElement.GetProperty("owed")[0];
        Assert.AreEqual(("blue", "Running", "Stopped", true), (row.GetProperty("instance").GetString(), row.GetProperty("before").GetString(), row.GetProperty("now").GetString(), row.GetProperty("isLacking").GetBoolean()));
    }

    [TestMethod]
    public async Task Status_names_the_process_that_is_giving_it_back()
    {
        Owe(alive: true);

        var result = (await Run("maintenance", "status")).Succeeded();

        Assert.EndsWith("is giving it back", result.Lines[^1]);
        Assert.DoesNotContain("maintenance recover", result.Output);
    }

    [TestMethod]
    public async Task Doctor_finds_one_that_is_down_until_it_is_recovered()
    {
        Owe();

        Assert.Contains(
            $"The service '{Blue}' of instance 'blue' was Running and is Stopped: 'Upgrade of version 2.0.0' took it 2026-11-24 12:00:00Z and has not given it back.",
            (await Run("doctor")).Output);
        Assert.AreEqual(ExitCode.Success, (await Run("maintenance", "recover")).ExitCode);
        Assert.DoesNotContain("given it back", (await Run("doctor")).Output);
    }

    [TestMethod]
    [DataRow(ExitCode.ProblemsFound, "doctor")]
    [DataRow(ExitCode.Success, "maintenance", "status")]
    public async Task Owed_service_that_may_not_be_looked_at_hides_no_other(ExitCode exitCode, params string[] args)
    {
        Owe();
        OweHidden();

        var result = await Run(args);

        Assert.AreEqual(exitCode, result.ExitCode, result.Error);
        Assert.ContainsSingle(line => line.Contains($"'{Blue}'", StringComparison.Ordinal) && line.Contains("was Running and is Stopped", StringComparison.Ordinal), result.Lines);
        Assert.ContainsSingle(line => line.Contains($"'{ProdA}'", StringComparison.Ordinal) && line.Contains("was Running and is Stopped", StringComparison.Ordinal), result.Lines);
    }

    [TestMethod]
    public async Task Recovery_of_one_that_may_not_be_looked_at_is_that_ones_failure_and_it_stays_owed()
    {
        Owe();
        OweHidden();

        var result = await Run("maintenance", "recover");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode, result.Error);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.AreEqual(ProdA, Assert.ContainsSingle(Machine.Journal.ReadOwed()).State.Service);
    }

    [TestMethod]
    public async Task Recovery_does_not_forget_what_one_that_runs_and_may_not_be_looked_at_is_owed()
    {
        OweHidden(ServiceState.Running);

        await Run("maintenance", "recover");

        Assert.ContainsSingle(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Recovery_that_is_only_looked_at_names_what_is_owed()
    {
        Owe();
        var before = Machine.Everything();

        var result = (await Run("maintenance", "recover", "--what-if")).Succeeded();

        Assert.Contains($"rem   blue: Let the service '{Blue}' be Running again", result.Lines);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Recovery_forgets_what_a_person_has_disabled_and_what_has_gone()
    {
        Owe();
        Machine.Services.SetStartType(Blue, StartType.Disabled);
        Machine.Journal.Owe([new(new("gone", "gone", CliMachine.Executable, ServiceState.Running, StartType.Automatic, 0), "service --restart", default, JournalOwner.Nobody, IsHeld: false)]);

        (await Run("maintenance", "recover")).Succeeded();

        Assert.IsEmpty(Machine.Journal.ReadOwed());
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Recovery_sets_a_journal_that_cannot_be_used_aside_and_gives_back_what_is_owed()
    {
        Owe();
        await File.WriteAllTextAsync(Path.Combine(Machine.Machine.Setup, "journal.json"), "{ half");

        Assert.Contains("maintenance recover", (await Run("doctor")).Output);
        var result = await Run("maintenance", "recover");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.IsNull(Machine.Journal.Read());
    }

    [TestMethod]
    public async Task Notice_that_somebody_holds_or_left_behind_keeps_nobody_from_anything()
    {
        var notice = Path.Combine(Machine.Machine.Path, "maintenance.json");
        BeginInstallation();
        var text = await File.ReadAllTextAsync(notice);
        Machine.Journal.SetAside();
        await File.WriteAllTextAsync(notice, text);

        (await Run("service", "--restart", "--instance", "blue")).Succeeded();

        await using var held = new FileStream(notice, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        (await Run("service", "--restart", "--instance", "blue")).Succeeded();
        Assert.DoesNotContain("maintenance recover", (await Run("doctor")).Output);
    }

    private void Watch(Action<IReadOnlyCollection<OwedState>> owing) => Machine.WatchJournal = journal => new WatchedJournal(journal, owing);

    private async Task Save()
    {
        Assert.AreEqual(ExitCode.Success, (await Run("backup", "--instance", "blue", "--to", "BACKUPS")).ExitCode);
        // A backup is named after the second in which it is made.
        var made = Directory.GetFiles(Backups).Single();
        File.Move(made, made.Replace("blue-", "blue-earlier-", StringComparison.Ordinal));
    }

    private Task<CliResult> Run(params string[] args) => Machine.Run([.. args.Select(arg => arg == "BACKUPS" ? Backups : arg)]);

    private void BeginInstallation()
    {
        var installer = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe");
        var owner = new JournalOwner(installer, Machine.Services.Processes.List().Single(process => process.Id == installer).StartedAt);
        Machine.Journal.Open(owner, _ => true, Assert.Fail, _ => new() { Plan = new() { Id = "1", Kind = MaintenanceKind.Upgrade, Version = "2.0.0" }, Owner = owner, Phase = MaintenancePhase.Waiting });
    }

    /// <summary>Owes a service something that this account may not look at.</summary>
    private void OweHidden(ServiceState now = ServiceState.Stopped)
    {
        Machine.AddService("Prod A", now);
        Machine.Journal.Owe([new(new("Prod A", ProdA, CliMachine.Executable, ServiceState.Running, StartType.Automatic, 1), "service --restart", default, JournalOwner.Nobody, IsHeld: false)]);
        Machine.Services.Hide(ProdA);
    }

    /// <summary>Leaves blue stopped, and owed a start by an installation that has ended, or by a process that lives.</summary>
    private void Owe(bool alive = false)
    {
        var state = new InstanceState("blue", Blue, CliMachine.Executable, ServiceState.Running, StartType.Automatic, 1) { ImagePath = Machine.Services.Find(Blue)!.ImagePath };
        var owner = JournalOwner.Nobody;
        if (alive)
        {
            var other = Machine.Services.Processes.Start(CliMachine.Executable);
            owner = new(other, Machine.Services.Processes.List().Single(process => process.Id == other).StartedAt);
        }

        Machine.Journal.Owe([new(state, "Upgrade of version 2.0.0", new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), owner, IsHeld: false)]);
        Machine.Services.Request(Blue, ServiceRequest.Stop);
    }
}
