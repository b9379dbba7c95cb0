using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>A record that somebody has copied: what is changed through it would change another instance, and no command does.</summary>
[TestClass]
public sealed class SharedInstanceTests : CommandTest
{
    public SharedInstanceTests() => Machine.Store.Add(new("copy", Machine.Record("blue").ConfigurationFilePath));

    [TestMethod]
    [DataRow("configure", "--port", "12345")]
    [DataRow("configure", "--log-level", "Debug")]
    [DataRow("new-certificate")]
    [DataRow("rename-instance", "--as", "other")]
    [DataRow("service", "--install")]
    public async Task Command_that_writes_asks_for_the_conflict(params string[] args)
    {
        foreach (var (instance, other) in new[] { ("copy", "blue"), ("blue", "copy") })
        {
            await Refused(
                ExitCode.Conflict, $"Instances '{instance}' and '{other}' have one configuration file, {Machine.Record("blue").ConfigurationFilePath}",
                $"See what mends that with: {CliMachine.Called} doctor.", [.. args, "--instance", instance]);
        }
    }

    [TestMethod]
    public async Task Backup_is_of_the_one_whose_home_it_is()
    {
        string[] backup = ["backup", "--to", Machine.PathTo("backups"), "--what-if", "--instance"];

        (await Machine.Run([.. backup, "blue"])).Succeeded();
        Assert.AreEqual(ExitCode.Conflict, (await Machine.Run([.. backup, "copy"])).ExitCode);
    }

    [TestMethod]
    public async Task Certificate_in_a_home_of_two_is_not_replaced()
    {
        Machine.Store.Remove("copy");
        Machine.MoveTo("Prod A", Machine.Record("blue").Home!);

        foreach (var instance in new[] { "Prod A", "blue" })
            await Refused(ExitCode.Conflict, "have one home, ", " doctor.", "new-certificate", "--instance", instance);
    }

    [TestMethod]
    public async Task Record_that_nothing_runs_can_be_deleted_and_takes_nothing_along()
    {
        (await Machine.Run("delete-instance", "--instance", "copy", "--yes")).Succeeded();

        Assert.AreEqual((ServiceState.Running, 10941), (Machine.StateOf("blue"), Machine.Settings("blue").Port));
        (await Machine.Run("configure", "--instance", "blue", "--port", "12345")).Succeeded();
    }
}
