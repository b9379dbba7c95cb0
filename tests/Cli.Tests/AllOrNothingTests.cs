using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Commands of several steps of which a late one fails: the instance is, and does, what it was and did.</summary>
[TestClass]
public sealed class AllOrNothingTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";
    private const string Green = "OctopusDeploy Tentacle: green";

    [TestMethod]
    [DataRow("rename-instance", "--instance", "blue", "--as", "green")]
    [DataRow("rename-instance", "--instance", "blue", "--as", "BLUE")]
    [DataRow("delete-instance", "--instance", "blue", "--yes")]
    public async Task Record_that_cannot_be_changed_leaves_the_instance_as_it_ran(params string[] args)
    {
        var configuration = Machine.Services.ReadConfiguration(Blue);
        Hold();

        var result = await Machine.Run(args);

        Assert.AreEqual(ExitCode.FileAccess, result.ExitCode, result.Error);
        Assert.StartsWith("The record of blue could not be replaced.", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.ContainsSingle(Machine.Services.List());
        Assert.AreEqual(configuration with { DependsOn = [] }, Machine.Services.ReadConfiguration(Blue) with { DependsOn = [] });
        Assert.Contains("blue", Machine.Store.Read().Instances.Select(record => record.Name));
        Assert.IsEmpty(Machine.Journal.ReadOwed());
    }

    [TestMethod]
    public async Task Stopped_instance_is_not_started_by_what_is_taken_back()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        Hold();

        Assert.AreEqual(ExitCode.FileAccess, (await Machine.Run("rename-instance", "--instance", "Prod A", "--as", "green")).ExitCode);
        Assert.AreEqual(ExitCode.FileAccess, (await Machine.Run("delete-instance", "--instance", "Prod A", "--yes")).ExitCode);

        Assert.AreEqual((ServiceState.Stopped, null), (Machine.StateOf("Prod A"), Machine.StateOf("green")));
    }

    [TestMethod]
    public async Task Account_of_its_own_is_given_its_files_back()
    {
        Machine.Services.Reconfigure(Blue, new() { Account = ServiceAccount.Virtual(Blue) });
        Hold();

        Assert.AreEqual(ExitCode.FileAccess, (await Machine.Run("rename-instance", "--instance", "blue", "--as", "green")).ExitCode);

        Assert.AreEqual(ServiceAccount.Virtual(Blue), Machine.Protection.Accounts[Machine.Record("blue").Home!]);
        Assert.IsNull(Machine.Services.Find(Green));
    }

    [TestMethod]
    public async Task Service_that_cannot_be_deleted_keeps_its_record()
    {
        Machine.Services.Undeletable.Add(Blue);

        var result = await Machine.Run("delete-instance", "--instance", "blue", "--yes");

        Assert.AreNotEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains("Instance 'blue' is there again.", result.Lines);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.HasCount(2, Machine.Store.Read().Instances);
    }

    [TestMethod]
    public async Task Plan_does_not_show_what_it_would_only_take_back()
    {
        var lines = (await Machine.Run("delete-instance", "--instance", "blue", "--what-if")).Succeeded().Lines;

        Assert.HasCount(5, lines, string.Join('\n', lines));
        Assert.IsFalse(lines.Any(line => line.Contains("Put it back", StringComparison.Ordinal) || line.Contains("Start", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Home_that_cannot_be_written_into_the_record_stays_out_of_the_configuration()
    {
        Hold();

        var result = await Machine.Run("configure", "--instance", "Prod A", "--home", Machine.PathTo("moved"));

        Assert.AreEqual(ExitCode.FileAccess, result.ExitCode);
        Assert.AreEqual(Machine.Record("Prod A").Home, Machine.Settings("Prod A").Home);
    }

    [TestMethod]
    [DataRow("create-instance", "--instance", "new")]
    [DataRow("clone-instance", "--instance", "blue", "--as", "new")]
    public async Task Instance_that_cannot_be_listed_is_in_nobodys_way(params string[] args)
    {
        var store = Machine.Store;
        Hold();
        Assert.AreEqual(ExitCode.FileAccess, (await Machine.Run(args)).ExitCode);
        Assert.IsFalse(File.Exists(Machine.Record("new").ConfigurationFilePath));

        Machine.Store = store;
        Assert.AreEqual(ExitCode.Success, (await Machine.Run(args)).ExitCode);
    }

    private void Hold() => Machine.Store = new RefusingStore(Machine.Store);
}
