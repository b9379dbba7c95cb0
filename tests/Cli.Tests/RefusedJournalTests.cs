using Octopus.Cli;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>What services are owed cannot be read or written: the file is held, or the disk is full. Nobody is down because of that.</summary>
[TestClass]
public sealed class RefusedJournalTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";

    [TestMethod]
    [DataRow("service", "--restart", "--instance", "*")]
    [DataRow("service", "--stop", "--start", "--instance", "blue")]
    [DataRow("service", "--reconfigure", "--start-type", "manual", "--restart", "--instance", "blue")]
    [DataRow("service", "--stop", "--uninstall", "--install", "--start", "--instance", "blue")]
    [DataRow("backup", "--stop", "--instance", "*", "--to", "BACKUPS")]
    [DataRow("rename-instance", "--instance", "blue", "--as", "green")]
    [DataRow("rename-instance", "--instance", "blue", "--as", "Blue")]
    public async Task Each_call_of_the_journal_may_fail_and_what_ran_runs(params string[] args)
    {
        foreach (var forGood in new[] { false, true })
        {
            var call = 0;
            for (var isReached = true; isReached; call++)
                isReached = await RunsAfterwards(call, forGood, args);
            Assert.IsGreaterThan(2, call, "Nothing has failed.");
        }
    }

    [TestMethod]
    public async Task What_is_only_started_does_not_wait_for_a_file_to_be_written()
    {
        Machine.Services.Request(Blue, ServiceRequest.Stop);
        Machine.WatchJournal = journal => new WatchedJournal(journal, _ => throw new IOException("The disk is full."));

        var result = await Machine.Run("service", "--start", "--instance", "blue");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.AreEqual("Warning: The disk is full.", Assert.ContainsSingle(result.ErrorLines));
    }

    [TestMethod]
    public async Task Installation_in_progress_refuses_also_what_cannot_be_written_down()
    {
        Machine.Services.Request(Blue, ServiceRequest.Stop);
        var installer = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe");
        var owner = new JournalOwner(installer, Machine.Services.Processes.List().Single(process => process.Id == installer).StartedAt);
        Machine.WatchJournal = journal => new WatchedJournal(journal, _ =>
        {
            Machine.Journal.Open(owner, _ => true, Assert.Fail, _ => new() { Plan = new() { Id = "1", Kind = MaintenanceKind.Upgrade, Version = "2.0.0" }, Owner = owner, Phase = MaintenancePhase.Waiting });
            throw new IOException("The disk is full.");
        });

        var result = await Machine.Run("service", "--start", "--instance", "blue");

        Assert.AreEqual(ExitCode.MaintenanceInProgress, result.ExitCode, result.Error);
        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("blue"));
    }

    /// <summary>Runs the command on a machine of its own, with a call of its journal that fails.</summary>
    /// <returns>Whether there was such a call.</returns>
    private static async Task<bool> RunsAfterwards(int call, bool forGood, string[] args)
    {
        using var machine = new CliMachine().Add("Prod A", 10940).Add("blue", 10941).AddService("blue", ServiceState.Running);
        machine.Terminal.Variables["OCTOPUS_BACKUP_PASSPHRASE"] = "correct horse";
        FailingJournal? failing = null;
        machine.WatchJournal = journal => failing = new(journal, call, forGood, writesOnly: false);

        var result = await machine.Run([.. args.Select(arg => arg == "BACKUPS" ? machine.PathTo("backups") : arg)]);

        var running = Assert.ContainsSingle(machine.Services.List(), $"Call {call}: {result.Error}");
        Assert.AreEqual(ServiceState.Running, running.State, $"Call {call}{(forGood ? " and all after it" : "")}: {running.Name}, exit code {result.ExitCode}, {result.Error}");
        return failing!.Calls > call;
    }
}
